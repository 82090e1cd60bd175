// Any bytes, cut anywhere, read as requests and as answers. What parses is written again and must
// read the same; what breaks stays broken.

#include "processing/wire/codec.h"

#include <cstdint>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::wire;

namespace {

template <typename Message, typename Parse> void checkRoundTrip(const Message& message, Parse parse)
{
    Buffer once;
    append(once, message);
    FrameAssembler assembler;
    assembler.feed(once);
    const auto frame = assembler.take();
    if (!frame || !*frame)
        std::abort();
    const auto again = parse(**frame);
    if (!again)
        std::abort();
    Buffer twice;
    append(twice, *again);
    if (once != twice)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    // The first byte says how large the pieces are in which the rest arrives.
    const std::size_t chunk = std::size_t {1} + data[0];
    ByteView rest(data + 1, size - 1);
    FrameAssembler assembler;
    while (!rest.empty()) {
        const ByteView piece = rest.first(std::min(chunk, rest.size()));
        rest = rest.subspan(piece.size());
        assembler.feed(piece);
        for (;;) {
            const auto frame = assembler.take();
            if (!frame) {
                const auto later = assembler.take();
                if (later || later.error() != frame.error())
                    std::abort();
                return 0;
            }
            if (!*frame)
                break;
            if (const auto request = parseRequest(**frame))
                checkRoundTrip(*request, parseRequest);
            if (const auto answer = parseAnswer(**frame))
                checkRoundTrip(*answer, parseAnswer);
        }
    }
    return 0;
}
