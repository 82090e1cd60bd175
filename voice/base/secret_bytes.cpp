#include "voice/base/secret_bytes.h"

#include <sodium.h>

#include <cstring>

namespace lavalier {

struct SecretBytes::Locked {
    explicit Locked(ByteView plain)
        : size(plain.size())
    {
        [[maybe_unused]] static const int initialised = sodium_init();
        // sodium_malloc keeps the pages out of swap and core dumps where the system allows it.
        data = static_cast<std::uint8_t*>(sodium_malloc(size == 0 ? 1 : size));
        if (data == nullptr)
            throw std::bad_alloc();
        if (size != 0)
            std::memcpy(data, plain.data(), size);
        sodium_mprotect_readonly(data);
    }
    ~Locked() { sodium_free(data); }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;

    std::uint8_t* data = nullptr;
    std::size_t size = 0;
};

SecretBytes::SecretBytes(ByteView plain)
    : m_bytes(std::make_shared<Locked>(plain))
{
}

SecretBytes SecretBytes::takeFrom(QByteArray& plain)
{
    SecretBytes secret(viewOf(plain));
    wipe(plain);
    return secret;
}

ByteView SecretBytes::reveal() const
{
    return m_bytes ? ByteView(m_bytes->data, m_bytes->size) : ByteView();
}

bool SecretBytes::equals(const SecretBytes& other) const
{
    const ByteView a = reveal();
    const ByteView b = other.reveal();
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

void wipe(MutableByteView bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
}

void wipe(QByteArray& bytes)
{
    // data() would detach a shared array and wipe only the copy, so the rule is: do not share it.
    wipe({reinterpret_cast<std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    bytes.clear();
}

} // namespace lavalier
