#include "voice/crypto/hash.h"

#include "voice/crypto/openssl_support.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>

namespace lavalier::crypto {
namespace {

/// An HMAC-SHA256 context without a key of anybody's, to be duplicated.
MacContext makeMacTemplate()
{
    const std::unique_ptr<EVP_MAC, FreeWith<EVP_MAC_free>> algorithm(
        EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    require(algorithm != nullptr);
    MacContext context(EVP_MAC_CTX_new(algorithm.get()));
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[]
        = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
           OSSL_PARAM_construct_end()};
    require(context && EVP_MAC_init(context.get(), addressOf({}), 0, parameters) == 1);
    return context;
}

QByteArray toByteArray(const Sha256Digest& digest)
{
    return lavalier::toByteArray(ByteView(digest));
}

} // namespace

Sha256Digest sha256Of(std::initializer_list<ByteView> runs)
{
    const DigestContext context(EVP_MD_CTX_new());
    require(context && EVP_DigestInit_ex2(context.get(), sha256Algorithm(), nullptr) == 1);
    for (const ByteView run : runs)
        require(EVP_DigestUpdate(context.get(), run.data(), run.size()) == 1);
    Sha256Digest digest;
    require(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
    return digest;
}

Sha256Digest hmacSha256Of(ByteView key, std::initializer_list<ByteView> runs)
{
    static const MacContext kTemplate = makeMacTemplate();
    const MacContext context(EVP_MAC_CTX_dup(kTemplate.get()));
    require(context && EVP_MAC_init(context.get(), addressOf(key), key.size(), nullptr) == 1);
    for (const ByteView run : runs)
        require(EVP_MAC_update(context.get(), addressOf(run), run.size()) == 1);
    Sha256Digest digest;
    std::size_t written = 0;
    require(EVP_MAC_final(context.get(), digest.data(), &written, digest.size()) == 1);
    return digest;
}

QByteArray sha256(ByteView data)
{
    return toByteArray(sha256Of({data}));
}

QByteArray hmacSha256(ByteView key, ByteView data)
{
    return toByteArray(hmacSha256Of(key, {data}));
}

bool equalInConstantTime(ByteView a, ByteView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(addressOf(a), addressOf(b), a.size()) == 0;
}

} // namespace lavalier::crypto
