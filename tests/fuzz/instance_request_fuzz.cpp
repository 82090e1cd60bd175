// What another program of this user writes into the window's local socket, as one line of any
// bytes. A request that is understood is the same when it is handed on.
#include "app/single_instance.h"

#include <cstdlib>

using namespace lavalier;
using namespace lavalier::app;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray line(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto request = decodeInstanceRequest(line);
    if (!request)
        return 0;
    check(line.size() <= SingleInstance::kMaxRequest);
    check(!request->channel || request->channel->isValid());
    check(!request->guild || request->guild->isValid());
    const QByteArray again = encode(*request);
    check(again.size() <= SingleInstance::kMaxRequest && again.indexOf('\n') == again.size() - 1);
    check(decodeInstanceRequest(again) == request);
    return 0;
}
