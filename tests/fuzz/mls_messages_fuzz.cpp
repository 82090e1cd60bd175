#include "voice/mls/key_package.h"
#include "voice/mls/structures.h"

#include <cstdlib>

using namespace lavalier;
using namespace lavalier::mls;

namespace {

/// What is read must be written as it came: signatures are made over what we would write.
template <typename T> void roundTrip(ByteView bytes)
{
    const auto value = decode<T>(bytes);
    if (value && encode(*value) != toByteArray(bytes))
        std::abort();
}

void nodesRoundTrip(ByteView bytes)
{
    const auto nodes = decodeNodes(bytes);
    if (nodes && encodeNodes(*nodes) != toByteArray(bytes))
        std::abort();
}

void sendersRoundTrip(ByteView bytes)
{
    const auto senders = externalSendersOf({5, toByteArray(bytes)});
    if (senders && externalSendersExtension(*senders).data != toByteArray(bytes))
        std::abort();
}

void verifyPackage(ByteView bytes)
{
    if (const auto package = decode<KeyPackage>(bytes))
        static_cast<void>(verifyKeyPackage(*package));
}

constexpr void (*kReaders[])(ByteView) = {
    roundTrip<MlsMessage>,   roundTrip<Welcome>,
    roundTrip<KeyPackage>,   roundTrip<GroupInfo>,
    nodesRoundTrip,          sendersRoundTrip,
    roundTrip<GroupSecrets>, roundTrip<AuthenticatedContent>,
    verifyPackage,
};

} // namespace

/// Input:  u8 which structure | its bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 0)
        kReaders[data[0] % std::size(kReaders)]({data + 1, size - 1});
    return 0;
}
