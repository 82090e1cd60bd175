#include "voice/receive/call_encryption.h"

#include "encrypted_group.h"
#include "packet_builder.h"
#include "voice/receive/dave_frame_decryptor.h"
#include "voice/receive/media_pipeline.h"

#include <QTest>

#include <map>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

namespace {

constexpr ChannelId kChannel {20};
constexpr UserId kSelf {9};
constexpr int kChanges = 200;
constexpr int kStay = 2; // founders, who speak through everything

crypto::TransportCipher transportKey()
{
    const QByteArray key = test::mediaKey();
    auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                  SecretBytes(viewOf(key)));
    if (!cipher)
        qFatal("the key was refused");
    return *std::move(cipher);
}

/// A call without sockets: two people who speak, others who come and go, and our side of it.
struct Scene {
    EncryptedGroup group {kChannel, {50, 51}};
    crypto::SystemRandom random;
    CallEncryption encryption {{kSelf, crypto::P256PrivateKey::generate(random)}, random};
    dave::MediaDecryptor keys;
    MediaPipeline pipeline {ConnectionId(1), std::make_unique<DaveFrameDecryptor>(keys)};
    SteadyTime now {1000s};
    QByteArray keyPackage;
    QSet<QByteArray> sent;
    QSet<QByteArray> heard;
    std::map<Ssrc, std::uint16_t> numbers;
    std::map<Ssrc, std::uint32_t> clocks;
    int transition = 0;
    int recoveries = 0;

    Scene()
    {
        pipeline.setListening(Listening::Recording);
        pipeline.setCipher(transportKey());
        take(encryption.begin(kChannel));
        people();
        take(encryption.described(1, now));
        binary(25, group.service.op25());
        const auto step = group.advance({EncryptedGroup::adding(keyPackage)});
        group.speak();
        binary(30, numbered(step.welcome));
        execute();
    }

    void people()
    {
        QList<UserId> users;
        for (const auto& speaker : group.speakers) {
            users.append(speaker.user);
            pipeline.mapSpeaker(ssrcOf(speaker.user), speaker.user, now);
        }
        encryption.usersPresent(users);
    }
    static Ssrc ssrcOf(UserId user)
    {
        return Ssrc(static_cast<std::uint32_t>(user.value() + 1000));
    }
    void take(CallEncryption::Outcome outcome)
    {
        for (const control::DaveAnswer& answer : outcome.answers) {
            const auto* frame = std::get_if<control::SendBinary>(&answer);
            if (frame != nullptr && frame->frame.startsWith(char(26)))
                keyPackage = frame->frame;
        }
        for (const dave::MediaKeyCommand& command : outcome.keys)
            keys.apply(command, now);
        if (!outcome.keys.empty())
            pipeline.keysChanged(now);
        if (outcome.facts)
            recoveries = outcome.facts->recoveries;
        gather();
    }
    void binary(std::uint8_t op, const QByteArray& payload)
    {
        take(encryption.received(control::DaveMessage(control::DaveBinary {op, payload}), now));
    }
    QByteArray numbered(const QByteArray& message)
    {
        return dave::test::DeliveryService::numbered(static_cast<std::uint16_t>(++transition),
                                                     message);
    }
    void execute()
    {
        take(encryption.received(control::DaveMessage(control::DaveExecuteTransition {transition}),
                                 now));
    }

    /// A frame of this speaker as a datagram, sealed now, whenever it will arrive.
    QByteArray say(EncryptedGroup::Speaker& speaker)
    {
        const Ssrc ssrc = ssrcOf(speaker.user);
        test::PacketBuilder builder;
        builder.ssrc = ssrc.value();
        builder.sequence = ++numbers[ssrc];
        builder.timestamp = clocks[ssrc] += 960;
        const QByteArray plain = "\xfc" + QByteArray::number(qulonglong(speaker.user.value())) + '/'
            + QByteArray::number(static_cast<int>(sent.size()));
        sent.insert(plain);
        builder.body = speaker.voice->seal(plain);
        return builder.rtp();
    }
    void arrive(const QByteArray& datagram)
    {
        now += 10ms;
        pipeline.datagram(viewOf(datagram), now);
        gather();
    }
    void talk(int frames)
    {
        for (int i = 0; i < frames; ++i) {
            for (int person = 0; person < kStay; ++person)
                arrive(say(group.speakers[static_cast<std::size_t>(person)]));
        }
    }
    void gather()
    {
        pipeline.timePassed(now);
        for (const OpusFrame& frame : pipeline.takeFrames())
            heard.insert(frame.payload);
    }
};

} // namespace

/// People come and go two hundred times while others speak, and no frame of theirs is lost: neither
/// those under way with the key before, nor those that come before we are told of the next.
class MembershipChangesTest : public QObject {
    Q_OBJECT
private slots:
    void losesNoFrame();
};

void MembershipChangesTest::losesNoFrame()
{
    Scene scene;
    scene.talk(5);
    QCOMPARE(scene.heard, scene.sent);
    for (int change = 0; change < kChanges; ++change) {
        EncryptedGroup& group = scene.group;
        const bool joins = group.speakers.size() == kStay || change % 3 == 0;
        const UserId leaver = group.speakers.back().user;
        const auto proposal = joins ? group.newcomer(100 + change) : group.removing(leaver);
        if (joins)
            scene.people();
        // Sealed with the key so far, on their way while it changes.
        std::vector<QByteArray> late;
        for (int person = 0; person < kStay; ++person)
            late.push_back(scene.say(group.speakers[static_cast<std::size_t>(person)]));
        if (!joins)
            group.speakers.pop_back();
        const auto step = group.advance({proposal});
        if (joins)
            group.letIn(step);
        scene.binary(27, step.proposals);
        if (change % 2 == 0) {
            group.speak();
            scene.talk(2); // the others are quicker than the news of it
        }
        scene.binary(29, scene.numbered(step.commit));
        if (change % 2 != 0) {
            scene.talk(2);
            group.speak();
        }
        scene.execute();
        for (const QByteArray& datagram : late)
            scene.arrive(datagram);
        if (!joins) {
            scene.pipeline.dropSpeaker(leaver);
            scene.take(scene.encryption.userLeft(leaver, scene.now));
        }
        scene.talk(2);
        scene.now += 500ms;
    }
    scene.gather();
    const QSet<QByteArray> missing = scene.sent - scene.heard;
    QVERIFY2(missing.isEmpty(),
             qPrintable(QStringLiteral("%1 of %2 frames are missing")
                            .arg(missing.size())
                            .arg(scene.sent.size())));
    QCOMPARE(scene.heard.size(), scene.sent.size());
    QCOMPARE(scene.recoveries, 0);
    QVERIFY(scene.sent.size() > 2000);
}

QTEST_APPLESS_MAIN(MembershipChangesTest)
#include "membership_changes_test.moc"
