#include "tests/end_to_end/datagram_call.h"

#include "voice/crypto/transport_cipher.h"
#include "voice/receive/dave_frame_decryptor.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QtEndian>

#include <openssl/evp.h>

namespace lavalier::test {
namespace {

const QByteArray kKey
    = QByteArray::fromHex("8f1d0c2b3a49586776859493a2b1c0dfeefd0c1b2a394857667584930a1b2c3d");

void append16(QByteArray& bytes, std::uint16_t value)
{
    value = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char*>(&value), 2);
}

void append32(QByteArray& bytes, std::uint32_t value)
{
    value = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char*>(&value), 4);
}

} // namespace

DatagramCall::DatagramCall()
    : m_zero(m_clock.now())
{
    m_keys.apply(dave::AllowPassthrough {}, m_zero);
    openPipeline();
    recording::RecordingDescription description;
    description.guild = GuildId(1);
    description.guildName = QStringLiteral("Server");
    description.channel = ChannelId(2);
    description.channelName = QStringLiteral("Channel");
    description.title = QStringLiteral("Datagrams");
    auto writer = recording::RecordingWriter::create(m_folder.path(), QStringLiteral("call"),
                                                     description, m_clock);
    if (writer)
        m_writer = std::move(*writer);
    else
        qWarning("the recording could not be made: %d", static_cast<int>(writer.error()));
}

void DatagramCall::openPipeline()
{
    m_pipeline = std::make_unique<receive::MediaPipeline>(
        ConnectionId(++m_connection), std::make_unique<receive::DaveFrameDecryptor>(m_keys));
    auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                  SecretBytes(viewOf(kKey)));
    m_pipeline->setCipher(std::move(*cipher));
    m_pipeline->setListening(receive::Listening::Recording);
}

void DatagramCall::reconnect()
{
    openPipeline();
}

QByteArray DatagramCall::seal(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp,
                              const QByteArray& opus)
{
    QByteArray header;
    header.append('\x80').append('\x78');
    append16(header, sequence);
    append32(header, timestamp);
    append32(header, ssrc);
    QByteArray suffix;
    append32(suffix, ++m_nonce);
    QByteArray nonce = suffix + QByteArray(8, '\0');

    QByteArray sealed(opus.size(), Qt::Uninitialized);
    QByteArray tag(16, Qt::Uninitialized);
    const auto bytes
        = [](QByteArray& array) { return reinterpret_cast<unsigned char*>(array.data()); };
    const auto view = [](const QByteArray& array) {
        return reinterpret_cast<const unsigned char*>(array.constData());
    };
    int size = 0;
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, view(kKey), view(nonce));
    EVP_EncryptUpdate(context, nullptr, &size, view(header), static_cast<int>(header.size()));
    EVP_EncryptUpdate(context, bytes(sealed), &size, view(opus), static_cast<int>(opus.size()));
    EVP_EncryptFinal_ex(context, bytes(sealed) + size, &size);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, tag.data());
    EVP_CIPHER_CTX_free(context);
    return header + sealed + tag + suffix;
}

void DatagramCall::map(std::uint32_t ssrc, UserId user)
{
    m_pipeline->mapSpeaker(Ssrc(ssrc), user, m_clock.now());
    m_writer->speakerSeen(user, QStringLiteral("Speaker %1").arg(user.value()));
    passOn();
}

void DatagramCall::arrive(std::chrono::microseconds at, const QByteArray& datagram)
{
    m_clock.set(m_zero + at);
    m_pipeline->datagram(viewOf(datagram), m_clock.now());
    m_pipeline->timePassed(m_clock.now());
    passOn();
}

void DatagramCall::passOn()
{
    if (!m_pipeline->frames().empty())
        m_writer->append(m_pipeline->frames());
    m_pipeline->clearFrames();
}

void DatagramCall::learn(const dave::MediaKeyCommand& command)
{
    m_keys.apply(command, m_clock.now());
    m_pipeline->keysChanged(m_clock.now());
    passOn();
}

void DatagramCall::pauseAt(std::chrono::microseconds at)
{
    m_clock.set(m_zero + at);
    m_writer->pause();
}

void DatagramCall::resumeAt(std::chrono::microseconds at)
{
    m_clock.set(m_zero + at);
    m_writer->resume();
}

std::map<UserId, WavFile> DatagramCall::finish(std::chrono::microseconds length, bool keepPauses)
{
    m_clock.set(m_zero + length);
    m_path = m_writer->path();
    m_writer->stop();
    if (!m_writer->waitUntilStopped(std::chrono::seconds(10))) {
        qWarning("the writer did not stop");
        return {};
    }
    m_writer.reset();

    exporter::ExportRequest request;
    request.recordingPath = m_path;
    request.folder = m_folder.filePath(QStringLiteral("tracks"));
    request.format = exporter::Format::Wav16;
    request.keepPauses = keepPauses;
    request.workerProgram
        = qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
    exporter::ExportJob job(request);
    QSignalSpy finished(&job, &exporter::ExportJob::finished);
    job.start();
    if (finished.isEmpty() && !finished.wait(60'000)) {
        qWarning("the export did not finish");
        return {};
    }
    m_report = job.report();
    std::map<UserId, WavFile> tracks;
    for (const auto& track : m_report.tracks) {
        if (track.failure)
            qWarning("export failed: %d %s", static_cast<int>(track.failure->error),
                     qPrintable(track.failure->toolOutput));
        else if (const auto wav = WavFile::read(track.file))
            tracks.emplace(track.speaker, *wav);
    }
    if (m_report.failure)
        qWarning("export failed: %d", static_cast<int>(m_report.failure->error));
    return tracks;
}

} // namespace lavalier::test
