#pragma once

#include "voice/base/media_counters.h"
#include "voice/base/opus_frame.h"
#include "voice/base/rtcp.h"
#include "voice/crypto/transport_cipher.h"
#include "voice/receive/decryption_watch.h"
#include "voice/receive/frame_decryptor.h"
#include "voice/receive/path_watch.h"
#include "voice/receive/replay_table.h"
#include "voice/receive/stream_table.h"
#include "voice/receive/waiting_room.h"
#include "voice/rtp/rtp_packet.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace lavalier::receive {

enum class Listening {
    Discarding, ///< connected, nothing wanted
    Recording, ///< frames go to the sink
    Paused, ///< as Discarding; named apart because the user asked for it
};

/// What becomes of frames whose speaker or key is not known yet.
enum class Held {
    Keep,
    GiveUp, ///< for whom they were meant the key comes too late: they are told and counted
};

/// Turns the datagrams of one connection into Opus frames, one step after the other: transport
/// decryption, extension, padding, order, speaker, end-to-end decryption.
///
/// A refused datagram is counted under its reason and never ends or delays anything else. What
/// arrives while not Recording is still decrypted and numbered, so that nothing counts as lost.
/// Errors:  counters only.
/// Thread:  receiver thread; opens nothing, reads no clock.
/// Source:  design.md section 4; RFC 3550 appendix A.1 for jumps.
class MediaPipeline {
public:
    /// Against SSRC floods; a mapped speaker always finds a place.
    static constexpr std::size_t kMaxStreams = 1024;

    MediaPipeline(ConnectionId connection, std::unique_ptr<FrameDecryptor> decryptor);
    MediaPipeline(const MediaPipeline&) = delete;
    ~MediaPipeline();

    /// Again on a repeated op 4; packets still under way with the old key are read for 2 s.
    void setCipher(crypto::TransportCipher cipher);
    /// Replays what waited for this SSRC.
    void mapSpeaker(Ssrc ssrc, UserId user, SteadyTime now);
    /// The speaker left. Packets still under way are theirs for 1 s more.
    void dropSpeaker(UserId user);
    void clearSpeakers();
    /// The decryptor learnt keys: frames that waited for one are tried again.
    void keysChanged(SteadyTime now);
    void setListening(Listening listening);
    /// The connection ends, or the recording: what is held is given up, each under its reason.
    void giveUpHeld();

    void datagram(ByteView bytes, SteadyTime arrival);
    void timePassed(SteadyTime now);

    /// What came out since the last take or clear, in order of arrival.
    std::span<const OpusFrame> frames() const;
    void clearFrames();
    std::vector<OpusFrame> takeFrames();
    std::vector<RtcpPacket> takeRtcp();
    /// Of known speakers, not decrypted for good.
    std::vector<SealedPacket> takeSealed() { return std::exchange(m_sealed, {}); }
    /// Who is heard and cannot be decrypted, and who can again.
    std::vector<DecryptionWatch::Change> takeReadability() { return m_watch.takeChanges(); }

    FrameDecryptor& decryptor();
    /// Is told of everything here but the time and pings.
    PathWatch& path() { return m_path; }
    /// Frames are held and time must go on passing.
    bool isHolding() const;
    MediaCounters counters() const;

private:
    struct Early {
        QByteArray bytes;
        SteadyTime arrival;
    };

    void openMedia(ByteView bytes, SteadyTime arrival);
    void openRtcp(ByteView bytes, SteadyTime arrival);
    std::optional<ByteView> decryptTransport(ByteView bytes, std::size_t clear, SteadyTime arrival);
    MediaStream* streamOf(Ssrc ssrc);
    bool makeRoom(bool forSpeaker);
    void beginRun(MediaStream& stream);
    void dropHeld(MediaStream& stream);
    void unmap(MediaStream& stream);
    void forgetInWatch(UserId user);
    void giveUpWaiting(MediaStream& stream);
    void retire(MediaStream& stream);
    void deliver(MediaStream& stream, StreamOrder::Place place, SteadyTime arrival,
                 ByteView payload, bool wanted);
    enum class Try { First, Again };
    FrameDecryptor::Outcome decrypt(UserId user, ByteView sealed, QByteArray& clear,
                                    SteadyTime arrival, SteadyTime now, Try attempt);
    void decryptAndEmit(MediaStream& stream, OpusFrame frame, ByteView sealed, SteadyTime now,
                        Try attempt);
    void replay(MediaStream& stream, SteadyTime now, Try attempt);
    void giveUp(MediaStream& stream, std::span<const OpusFrame> frames);
    void noteSealed(const MediaStream& stream, const OpusFrame& frame);
    void countExpired();

    const ConnectionId m_connection;
    std::unique_ptr<FrameDecryptor> m_decryptor;
    std::optional<crypto::TransportCipher> m_cipher;
    std::optional<crypto::TransportCipher> m_previousCipher;
    SteadyTime m_previousCipherUntil;
    std::vector<Early> m_early; // came before the key
    ReplayTable m_replays;
    StreamTable m_streams {kMaxStreams};
    WaitingRoom m_waiting;
    DecryptionWatch m_watch;
    PathWatch m_path;
    Listening m_listening = Listening::Discarding;
    SteadyTime m_fullUntil;
    std::uint32_t m_runs = 0;
    bool m_someoneLeft = false;
    SteadyTime m_now; // the latest time we were told
    std::array<std::uint8_t, rtp::kMaxDatagramBytes> m_plain {};
    std::vector<OpusFrame> m_frames;
    std::vector<RtcpPacket> m_rtcp;
    std::vector<SealedPacket> m_sealed;
    MediaCounters m_counters; // of the connection; streams hold their own
    std::vector<StreamCounters> m_retired; // of speakers who left an SSRC
    StreamCounters m_others; // of streams nobody claimed, and what m_retired has no room for
};

} // namespace lavalier::receive
