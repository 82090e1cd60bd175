// A decode worker without a decoder, for tests: answers every packet with 960 samples at a peak of
// 0.1, or misbehaves in the one way its argument names.

#include "processing/wire/codec.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <limits>
#include <string>
#include <string_view>

using namespace lavalier;
using namespace lavalier::wire;

namespace {

void put(ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count <= 0)
            _exit(1);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void put(const Answer& answer)
{
    Buffer bytes;
    append(bytes, answer);
    put(ByteView(bytes));
}

bool carries(ByteView packet, std::string_view word)
{
    return std::ranges::search(packet, word).begin() != packet.end();
}

PacketLevel usualLevel()
{
    return {ErrorCode::None, SampleCount(960), 0.1F, 0.005F, false, false, false};
}

/// What packets say beats what the mode says: words in them strike wherever they are decoded.
void obey(const DecodeBatch& batch)
{
    for (const BatchPacket& packet : batch.packets) {
        if (carries(packet.payload, "CRASH"))
            raise(SIGKILL);
        if (carries(packet.payload, "LEAVE"))
            _exit(0);
        if (carries(packet.payload, "FREEZE"))
            pause();
        if (carries(packet.payload, "STOP"))
            raise(SIGSTOP);
        if (carries(packet.payload, "SPIN"))
            for (volatile bool forEver = true; forEver;) { }
    }
}

void answer(const DecodeBatch& batch, std::string_view mode)
{
    BatchLevels levels {batch.id, std::vector<PacketLevel>(batch.packets.size(), usualLevel())};
    constexpr std::array<std::uint8_t, 4> kGiant {0xff, 0xff, 0xff, 0xff};
    constexpr std::array<std::uint8_t, 9> kGarbage {5, 0, 0, 0, 0xee, 1, 2, 3, 4};
    constexpr std::array<std::uint8_t, 6> kShort {2, 0, 0, 0, 0x41, 9};
    if (mode == "giant-length")
        return put(ByteView(kGiant));
    if (mode == "garbage")
        return put(ByteView(kGarbage));
    if (mode == "truncated-payload")
        return put(ByteView(kShort));
    if (mode == "unknown-id")
        levels.id = RequestId(batch.id.value() + 1000);
    if (mode == "too-many-rows")
        levels.packets.push_back(usualLevel());
    if (mode == "too-few-rows")
        levels.packets.pop_back();
    if (mode == "wrong-length")
        levels.packets.front().samples = SampleCount(480);
    if (mode == "infinite-peak")
        levels.packets.front().peak = std::numeric_limits<float>::infinity();
    if (mode == "power-above-peak")
        levels.packets.front().power = 100;
    if (mode == "pcm-unasked")
        put(Answer(Pcm {batch.id, 0, {}}));
    if (mode == "render-answer")
        put(Answer(Progress {}));
    if (mode == "second-hello")
        put(Answer(ownHello()));
    put(Answer(levels));
    if (mode == "answers-twice")
        put(Answer(levels));
}

void greet(std::string_view mode)
{
    Hello hello = ownHello();
    if (mode == "other-build")
        hello.build = "another";
    if (mode == "other-version")
        ++hello.version;
    if (mode == "no-hello")
        return;
    if (mode == "answer-before-hello")
        put(Answer(BatchLevels {}));
    put(Answer(hello));
}

} // namespace

int main(int argc, char** argv)
{
    const std::string mode = argc > 1 ? argv[1] : "good";
    if (mode == "leaves-at-once")
        return 0;
    if (mode == "never-closes")
        std::signal(SIGTERM, SIG_IGN);
    greet(mode);
    FrameAssembler input;
    std::array<std::uint8_t, 65536> bytes;
    for (;;) {
        const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count <= 0 && mode == "never-closes")
            for (;;)
                pause();
        if (count <= 0)
            return 0;
        input.feed(ByteView(bytes).first(static_cast<std::size_t>(count)));
        for (auto frame = input.take(); frame && *frame; frame = input.take()) {
            const auto request = parseRequest(**frame);
            if (!request || !std::holds_alternative<DecodeBatch>(*request))
                continue;
            obey(std::get<DecodeBatch>(*request));
            answer(std::get<DecodeBatch>(*request), mode);
        }
    }
}
