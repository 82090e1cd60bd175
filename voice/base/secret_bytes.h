#pragma once

#include "voice/base/bytes.h"

#include <memory>

namespace lavalier {

/// Key material: a token or a key that is wiped when its last holder goes.
///
/// Copies share one locked allocation. There is no debug stream, no comparison operator and no
/// silent way back to plain bytes: reveal() is the one door, and what it returns must not outlive
/// this object.
/// Thread:  any; the bytes never change after construction.
class SecretBytes {
public:
    SecretBytes() = default;
    /// Copies `plain`; wiping the original stays the caller's task (see wipe()).
    explicit SecretBytes(ByteView plain);
    /// Takes the bytes and wipes the array it took them from (when it was not shared).
    static SecretBytes takeFrom(QByteArray& plain);

    ByteView reveal() const;
    bool isEmpty() const { return reveal().empty(); }
    std::size_t size() const { return reveal().size(); }
    /// Same length and bytes, in constant time.
    bool equals(const SecretBytes& other) const;

private:
    struct Locked;
    std::shared_ptr<const Locked> m_bytes; // shared: every holder of the same secret
};

/// Overwrites memory in a way the compiler may not drop.
void wipe(MutableByteView bytes);
void wipe(QByteArray& bytes);

} // namespace lavalier
