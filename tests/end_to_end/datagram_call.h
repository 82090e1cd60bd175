#pragma once

#include "sinks/exporter/export_job.h"
#include "sinks/recording/recording_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wav_file.h"
#include "voice/dave/media_decryptor.h"
#include "voice/receive/media_pipeline.h"

#include <QTemporaryDir>

#include <map>
#include <memory>
#include <optional>

namespace lavalier::test {

/// A whole call without sockets or waiting: datagrams with their times go in at one end, exported
/// WAV samples come out at the other. Pipeline, writer, file, timeline, worker and WAV writer are
/// the product's; the sender and its AES-GCM are the test's own.
class DatagramCall {
public:
    DatagramCall();

    /// One RTP packet as the voice server would send it, sealed with the call's key.
    QByteArray seal(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp,
                    const QByteArray& opus);

    void map(std::uint32_t ssrc, UserId user);
    /// Arrives `at` after the recording's zero; times must not go backwards.
    void arrive(std::chrono::microseconds at, const QByteArray& datagram);
    /// What the session thread would say about end-to-end encryption, which is off at first.
    void learn(const dave::MediaKeyCommand& command);
    void pauseAt(std::chrono::microseconds at);
    void resumeAt(std::chrono::microseconds at);
    /// The call moved: a new connection, whose SSRCs are unknown again.
    void reconnect();

    /// Ends the recording after `length` and exports every track as 16-bit WAV.
    /// Empty, and a message on stderr, when something failed.
    std::map<UserId, WavFile> finish(std::chrono::microseconds length, bool keepPauses = false);

    const exporter::ExportReport& report() const { return m_report; }
    QString recordingPath() const { return m_path; }

private:
    void openPipeline();
    void passOn();

    FakeClock m_clock;
    const SteadyTime m_zero;
    QTemporaryDir m_folder;
    dave::MediaDecryptor m_keys;
    std::unique_ptr<receive::MediaPipeline> m_pipeline;
    std::unique_ptr<recording::RecordingWriter> m_writer;
    exporter::ExportReport m_report;
    QString m_path;
    std::uint32_t m_connection = 0;
    std::uint32_t m_nonce = 0;
};

} // namespace lavalier::test
