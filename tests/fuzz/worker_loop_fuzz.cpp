// Any bytes as a worker's input, after a proper hello. First byte: mode and piece size. The worker
// may refuse, it may end, but its answers always read and its PCM is as long as it says.

#include "processing/worker/worker_loop.h"

#include <cstdint>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::worker;

namespace {

/// A week of silence is one request: enough is enough.
constexpr std::size_t kEnoughPcm = std::size_t {4} << 20;

struct Reader {
    wire::FrameAssembler assembler;
    std::size_t pcm = 0;
    bool done = false;

    /// False when enough was seen.
    bool drain(WorkerLoop& loop)
    {
        do {
            loop.work();
            assembler.feed(loop.answers().pending());
            loop.answers().written(loop.answers().size());
            pcm += loop.pcm().size();
            loop.pcm().written(loop.pcm().size());
            readAnswers();
            loop.work();
        } while ((!loop.answers().isEmpty() || !loop.pcm().isEmpty()) && pcm < kEnoughPcm);
        return pcm < kEnoughPcm;
    }

    void readAnswers()
    {
        for (;;) {
            const auto frame = assembler.take();
            if (!frame)
                std::abort();
            if (!*frame)
                return;
            const auto answer = wire::parseAnswer(**frame);
            if (!answer)
                std::abort();
            if (const auto* end = std::get_if<wire::RenderDone>(&*answer))
                checkTotals(end->totals);
        }
    }

    void checkTotals(const wire::RenderTotals& totals)
    {
        if (totals.decoded + totals.recovered + totals.concealed + totals.silent + totals.bent
            != totals.written)
            std::abort();
        const auto written = static_cast<std::size_t>(totals.written.value());
        if (written != 0 && (pcm % written != 0 || pcm / written < 2 || pcm / written > 8))
            std::abort();
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const Mode mode = (data[0] & 1) != 0 ? Mode::Render : Mode::Live;
    const std::size_t chunk = std::size_t {1} + (data[0] >> 1) * std::size_t {8};
    const wire::Hello hello {wire::kVersion, "fuzz"};
    WorkerLoop loop(mode, hello);
    wire::Buffer greeting;
    wire::append(greeting, wire::Request(hello));
    loop.feed(greeting);
    Reader reader;
    ByteView rest(data + 1, size - 1);
    while (!rest.empty() && !loop.over()) {
        const ByteView piece = rest.first(std::min(chunk, rest.size()));
        rest = rest.subspan(piece.size());
        loop.feed(piece);
        if (!reader.drain(loop))
            return 0;
    }
    loop.inputEnded();
    if (reader.drain(loop) && !loop.over())
        std::abort();
    return 0;
}
