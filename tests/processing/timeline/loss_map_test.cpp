#include "processing/timeline/loss_map.h"

#include "scripted_sender.h"

#include <QTest>

#include <functional>

using namespace lavalier;
using namespace lavalier::timeline;
using namespace lavalier::timeline::test;
using namespace std::chrono_literals;

namespace {

constexpr StreamId kStream {1};
constexpr int kFrame = 960;

/// How a network treats what is sent through it.
struct Network {
    double loss = 0;
    int longestBurst = 1;
    double jitter = 0; ///< seconds
    double doubled = 0;
    double displaced = 0; ///< share of packets that come 60 ms late, behind others
};

struct Delivery {
    std::vector<PacketMark> marks;
    std::vector<Datagram> arrived; ///< by row - 1
    std::vector<int> order; ///< of the sender's packets, by row - 1
    std::vector<bool> lost; ///< of the sender's packets
};

/// The first and the last packet always come: what was sent beyond them nobody can know of.
Delivery deliver(const std::vector<Datagram>& sent, const Network& network, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const auto chance = [&](double share) {
        return std::uniform_real_distribution<double>(0, 1)(random) < share;
    };
    Delivery delivery;
    delivery.lost.assign(sent.size(), false);
    for (std::size_t at = 1; at + 1 < sent.size(); ++at) {
        if (!chance(network.loss / ((1.0 + network.longestBurst) / 2)))
            continue;
        const auto burst = 1 + random() % static_cast<unsigned>(network.longestBurst);
        for (std::size_t end = std::min(sent.size() - 1, at + burst); at < end; ++at)
            delivery.lost[at] = true;
    }
    struct Arrival {
        Datagram datagram;
        int order;
    };
    std::vector<Arrival> arrivals;
    for (std::size_t at = 0; at < sent.size(); ++at) {
        if (delivery.lost[at])
            continue;
        const int copies = chance(network.doubled) ? 2 : 1;
        for (int copy = 0; copy < copies; ++copy) {
            const double delay
                = network.jitter * std::uniform_real_distribution<double>(0, 1)(random)
                + (chance(network.displaced) ? 0.06 : 0) + copy * 0.013;
            arrivals.push_back({sent[at], static_cast<int>(at)});
            arrivals.back().datagram.arrival
                += microseconds(static_cast<std::int64_t>(delay * 1e6));
        }
    }
    std::ranges::stable_sort(arrivals, {}, [](const Arrival& a) { return a.datagram.arrival; });
    for (const Arrival& arrival : arrivals) {
        delivery.arrived.push_back(arrival.datagram);
        delivery.order.push_back(arrival.order);
    }
    delivery.marks = received(delivery.arrived, kStream);
    return delivery;
}

std::int64_t lostPackets(const Delivery& delivery)
{
    return std::ranges::count(delivery.lost, true);
}

const char* nameOf(LossCause cause)
{
    switch (cause) {
    case LossCause::Network:
        return "network";
    case LossCause::Computer:
        return "computer";
    case LossCause::Late:
        return "late";
    case LossCause::Overlapped:
        return "overlapped";
    case LossCause::Undecryptable:
        return "undecryptable";
    case LossCause::Undecodable:
        return "undecodable";
    case LossCause::NotWritten:
        return "not written";
    case LossCause::Outage:
        return "outage";
    case LossCause::Paused:
        return "paused";
    case LossCause::Excluded:
        return "excluded";
    case LossCause::Damaged:
        return "damaged";
    }
    return "";
}

/// "conceal 100+20 network x1": fill, start and length in milliseconds, cause, packets.
QString written(const LossMap& map)
{
    const char* const fills[] = {"recover", "conceal", "silence", "other", "nothing"};
    QStringList words;
    for (const LossSpan& span : map.spans) {
        words << QStringLiteral("%1 %2+%3 %4 x%5")
                     .arg(QLatin1String(fills[static_cast<std::size_t>(span.fill)]))
                     .arg(static_cast<double>(span.start.value()) / 48)
                     .arg(static_cast<double>(span.samples.value()) / 48)
                     .arg(QLatin1String(nameOf(span.cause)))
                     .arg(span.packets);
    }
    return words.join(QStringLiteral(", "));
}

/// What every map must keep; the reason when it does not.
const char* faultOf(const LossMap& map)
{
    SampleCount end;
    SampleCount filled;
    std::array<LossTotal, kLossCauses> totals {};
    for (const LossSpan& span : map.spans) {
        const bool overlays = span.fill == LossFill::OtherAudio || span.fill == LossFill::Nothing;
        if (!overlays && span.start < end)
            return "spans overlap";
        if (span.start + span.samples > map.length || span.samples < SampleCount(0))
            return "a span outside the track";
        if (!overlays) {
            end = span.start + span.samples;
            filled += span.samples;
        }
        totals[static_cast<std::size_t>(span.cause)].packets += span.packets;
        totals[static_cast<std::size_t>(span.cause)].samples += span.samples;
    }
    if (totals != map.causes)
        return "totals that are not the sum of the spans";
    if (map.heard + map.quiet + filled != map.length)
        return "true, silent and lost are not the whole track";
    return nullptr;
}

LossMap mapOf(const std::vector<PacketMark>& marks, microseconds length,
              const LossEvidence& evidence = {}, std::span<const PauseSpan> pauses = {},
              const TimelineOptions& options = {})
{
    return mapLosses(planTrack(marks, pauses, length, options), evidence, pauses, length, options);
}

} // namespace

class LossMapTest : public QObject {
    Q_OBJECT
private slots:
    void theMapEqualsWhatWasNotDelivered_data();
    void theMapEqualsWhatWasNotDelivered();
    void eachHoleSaysHowItWasFilled();
    void whatWasHeardButNotKeptSaysWhy_data();
    void whatWasHeardButNotKeptSaysWhy();
    void whoWasNeverDecryptedIsMarkedWhereTheySpoke();
    void whatCannotBeDecodedIsMarkedAtItsPlace_data();
    void whatCannotBeDecodedIsMarkedAtItsPlace();
    void whatThisComputerDroppedIsItsOwn_data();
    void whatThisComputerDroppedIsItsOwn();
    void whatCouldNotBeRecordedIsNoLossOnTheWay_data();
    void whatCouldNotBeRecordedIsNoLossOnTheWay();
    void anOutageMarksOnlyWhatWasNotHeard();
    void aPauseIsMarkedAndIsNoLoss();
    void aNewerStreamMarksTheOlder();
    void hostileEvidenceIsHarmless();
};

void LossMapTest::theMapEqualsWhatWasNotDelivered_data()
{
    QTest::addColumn<Network>("network");
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("marked");
    const auto row = [](const char* name, Network network) {
        for (const bool running : {true, false}) {
            for (const bool marked : {true, false}) {
                QTest::addRow("%s, clock %s, %s", name, running ? "runs" : "freezes",
                              marked ? "silence frames" : "just stops")
                    << network << running << marked;
            }
        }
    };
    row("nothing lost", {});
    row("1 % lost", {.loss = 0.01});
    row("5 % lost in bursts", {.loss = 0.05, .longestBurst = 8});
    row("30 % lost", {.loss = 0.3});
    row("30 % lost in long bursts", {.loss = 0.3, .longestBurst = 40});
    row("200 ms of jitter", {.loss = 0.02, .jitter = 0.2});
    row("doubled and out of order", {.loss = 0.02, .doubled = 0.1, .displaced = 0.1});
    row("all at once",
        {.loss = 0.3, .longestBurst = 5, .jitter = 0.2, .doubled = 0.1, .displaced = 0.05});
}

/// N1: every packet that arrived is used once and in order, and the holes are those of the network.
void LossMapTest::theMapEqualsWhatWasNotDelivered()
{
    QFETCH(Network, network);
    QFETCH(bool, running);
    QFETCH(bool, marked);
    const char* const given = std::getenv("LAVALIER_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : 4711;
    std::mt19937_64 random(seed);
    ScriptedSender sender(static_cast<std::uint16_t>(random()),
                          static_cast<std::uint32_t>(random()));
    sender.clockRunsInSilence = running;
    sender.marksSilence = marked;
    for (int spurt = 0; spurt < 60; ++spurt) {
        sender.wait(0.3 + static_cast<double>(random() % 3'000) / 1000);
        sender.speak(1.0 + static_cast<double>(random() % 8'000) / 1000);
        sender.stop();
    }
    sender.wait(0.5);
    sender.speak(0.1);
    const Delivery delivery = deliver(sender.sent, network, seed + 1);
    const auto length = microseconds(static_cast<std::int64_t>(sender.time() * 1e6)) + 1s;
    const TrackPlan plan = planTrack(delivery.marks, {}, length, {});
    const LossMap map = mapLosses(plan, {}, {}, length, {});
    const QByteArray seedText = "seed " + QByteArray::number(qulonglong(seed));
    QVERIFY2(!faultOf(plan), test::faultOf(plan));
    QVERIFY2(!faultOf(map), faultOf(map));

    // Each that came is decoded once, in the sender's order, doubles left out.
    int last = -1;
    std::vector<bool> decoded(sender.sent.size(), false);
    for (const DecodeStep& decode : decodesOf(plan)) {
        const int order = delivery.order[static_cast<std::size_t>(decode.row - 1)];
        QVERIFY2(order > last, seedText);
        last = order;
        decoded[static_cast<std::size_t>(order)] = true;
    }
    for (std::size_t at = 0; at < sender.sent.size(); ++at)
        QCOMPARE(decoded[at], !delivery.lost[at] && !sender.sent[at].silence);
    QCOMPARE(plan.losses.refused, 0);
    QCOMPARE(plan.losses.unplaced, 0);
    QCOMPARE(plan.losses.cut, SampleCount(0));

    // Each that did not come is in the map, and nothing else is.
    QCOMPARE(map.of(LossCause::Network).packets, lostPackets(delivery));
    std::int64_t holes = 0;
    for (const Hole& hole : plan.losses.holes)
        holes += hole.packets;
    QCOMPARE(holes, lostPackets(delivery));
    for (const LossSpan& span : map.spans)
        QCOMPARE(int(span.cause), int(LossCause::Network));

    // Within a spurt a hole lies exactly between its neighbours and is as long as what it stands
    // for.
    std::map<int, DecodeStep> byOrder;
    for (const DecodeStep& decode : decodesOf(plan))
        byOrder.emplace(delivery.order[static_cast<std::size_t>(decode.row - 1)], decode);
    for (auto left = byOrder.begin(); left != byOrder.end() && std::next(left) != byOrder.end();
         ++left) {
        const auto right = std::next(left);
        const int missing = right->first - left->first - 1;
        const bool spoken = std::abs(sender.sent[static_cast<std::size_t>(right->first)].truth
                                     - sender.sent[static_cast<std::size_t>(left->first)].truth
                                     - 0.02 * (missing + 1))
            < 0.001;
        if (missing == 0 || missing > 9 || !spoken)
            continue;
        const SampleCount from = left->second.start + left->second.samples;
        std::int64_t packets = 0;
        SampleCount samples;
        for (const LossSpan& span : map.spans) {
            if (span.start >= from && span.start + span.samples <= right->second.start) {
                packets += span.packets;
                samples += span.samples;
            }
        }
        QVERIFY2(packets == missing, seedText);
        QCOMPARE(samples, SampleCount(missing * kFrame));
    }
}

void LossMapTest::eachHoleSaysHowItWasFilled()
{
    ScriptedSender sender;
    sender.wait(0.1);
    sender.speak(1.0);
    auto& sent = sender.sent;
    sent.erase(sent.begin() + 30, sent.begin() + 38); // eight of them, 160 ms
    sent.erase(sent.begin() + 10);
    const LossMap map = mapOf(received(sent, kStream), 1500ms);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(written(map),
             QStringLiteral("recover 300+20 network x1, conceal 700+100 network x5, "
                            "silence 800+40 network x2, recover 840+20 network x1"));
    QCOMPARE(map.heard, SampleCount(41 * kFrame));
    QCOMPARE(map.quiet, SampleCount(72'000 - 50 * kFrame));
}

void LossMapTest::whatWasHeardButNotKeptSaysWhy_data()
{
    QTest::addColumn<std::vector<int>>("missed"); // counted from the hole's first packet
    QTest::addColumn<QString>("spans");
    QTest::newRow("none of them") << std::vector<int> {}
                                  << "conceal 300+80 network x4, recover 380+20 network x1";
    QTest::newRow("all of them") << std::vector {0, 4}
                                 << "conceal 300+80 undecryptable x4, "
                                    "recover 380+20 undecryptable x1";
    QTest::newRow("two in the middle")
        << std::vector {1, 2}
        << "conceal 300+20 network x1, conceal 320+40 undecryptable "
           "x2, conceal 360+20 network x1, recover 380+20 network x1";
    QTest::newRow("the first and the last, told twice")
        << std::vector {4, 4, 0, 0, 4, 4}
        << "conceal 300+20 undecryptable x1, conceal 320+60 network x3, "
           "recover 380+20 undecryptable x1";
}

void LossMapTest::whatWasHeardButNotKeptSaysWhy()
{
    QFETCH(std::vector<int>, missed);
    QFETCH(QString, spans);
    ScriptedSender sender(100, 7);
    sender.wait(0.1);
    sender.speak(1.0);
    sender.sent.erase(sender.sent.begin() + 10, sender.sent.begin() + 15);
    const auto marks = received(sender.sent, kStream);
    LossEvidence evidence;
    for (std::size_t at = 0; at < missed.size(); at += 2) {
        const SequenceNumber hole = marks[9].sequence + SequenceNumber(1);
        evidence.missed.push_back({kStream, hole + SequenceNumber(missed[at]),
                                   hole + SequenceNumber(missed[at + 1]), 320ms, 400ms,
                                   LossCause::Undecryptable});
    }
    const LossMap map = mapOf(marks, 1500ms, evidence);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(written(map), spans);
    QCOMPARE(map.of(LossCause::Network).packets + map.of(LossCause::Undecryptable).packets, 5);
}

void LossMapTest::whoWasNeverDecryptedIsMarkedWhereTheySpoke()
{
    const SequenceNumber first(65'600);
    LossEvidence evidence;
    evidence.missed.push_back(
        {kStream, first, first + SequenceNumber(99), 1020ms, 3000ms, LossCause::Undecryptable});
    const LossMap alone = mapOf({}, 5s, evidence);
    QVERIFY2(!faultOf(alone), faultOf(alone));
    QCOMPARE(written(alone), QStringLiteral("silence 1000+2000 undecryptable x100"));

    // The key came in the middle of a sentence.
    ScriptedSender sender(100, 7);
    sender.wait(1.0);
    sender.speak(2.0);
    const auto all = received(sender.sent, kStream);
    const std::vector<PacketMark> kept(all.begin() + 40, all.end());
    evidence.missed[0] = {kStream,        all[0].sequence, all[39].sequence,
                          all[0].arrival, all[39].arrival, LossCause::Undecryptable};
    const LossMap map = mapOf(kept, 5s, evidence);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(written(map), QStringLiteral("silence 1000+800 undecryptable x40"));
}

void LossMapTest::whatCannotBeDecodedIsMarkedAtItsPlace_data()
{
    using Play = std::function<void(std::vector<PacketMark>&, LossEvidence&)>;
    QTest::addColumn<Play>("play"); // on fifty packets from 100 ms on, the first of them row 1
    QTest::addColumn<QString>("spans");
    QTest::addColumn<int>("heard"); // packets
    const auto row = [](const char* name, const QString& spans, int heard, Play play) {
        QTest::newRow(name) << std::move(play) << spans << heard;
    };
    const auto shapeless = [](PacketMark& mark) {
        mark.duration = SampleCount(0);
        mark.decodable = mark.mayRecover = false;
    };
    row("refused by a decoder", "conceal 300+20 undecodable x1, conceal 500+40 undecodable x2", 47,
        [](auto&, LossEvidence& known) {
            known.undecodable = {22, 11, 21, 11, 4711}; // told twice, and of another track
        });
    row("of a broken shape", "conceal 300+20 undecodable x1", 49,
        [](auto& marks, auto&) { marks[10].decodable = false; });
    row("of a broken shape, and refused as well", "conceal 300+40 undecodable x2", 48,
        [](auto& marks, LossEvidence& known) {
            marks[10].decodable = false;
            known.undecodable = {11, 12};
        });
    row("without a length: as missing, and why",
        "conceal 300+60 undecodable x3, recover 360+20 undecodable x1", 46,
        [=](auto& marks, auto&) {
            for (std::size_t at = 10; at < 14; ++at)
                shapeless(marks[at]);
        });
    row("without a length, beside one that was lost",
        "conceal 300+20 network x1, recover 320+20 undecodable x1", 48, [=](auto& marks, auto&) {
            shapeless(marks[11]);
            marks.erase(marks.begin() + 10);
        });
    row("without a length, at both ends",
        "silence 100+20 undecodable x1, silence 1180+20 undecodable x1", 49,
        [=](auto& marks, auto&) {
            shapeless(marks.front());
            shapeless(marks.back());
        });
    row("without a length, and again as it should be", "", 50, [=](auto& marks, auto&) {
        PacketMark twin = marks[10];
        twin.row = 100;
        shapeless(twin);
        marks.push_back(twin);
    });
    row("all of them", "conceal 100+1000 undecodable x50", 0, [](auto& marks, auto&) {
        for (PacketMark& mark : marks)
            mark.decodable = false;
    });
    row("a frame of silence is decoded by nobody", "", 50, [](auto&, LossEvidence& known) {
        known.undecodable = {51, 52};
    });
}

void LossMapTest::whatCannotBeDecodedIsMarkedAtItsPlace()
{
    using Play = std::function<void(std::vector<PacketMark>&, LossEvidence&)>;
    QFETCH(Play, play);
    QFETCH(QString, spans);
    QFETCH(int, heard);
    ScriptedSender sender(100, 7);
    sender.wait(0.1);
    sender.speak(1.0);
    sender.stop();
    std::vector<PacketMark> marks = received(sender.sent, kStream);
    LossEvidence evidence;
    play(marks, evidence);
    const LossMap map = mapOf(marks, 1500ms, evidence);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(written(map), spans);
    QCOMPARE(map.heard, SampleCount(heard * kFrame));
}

void LossMapTest::whatThisComputerDroppedIsItsOwn_data()
{
    using Spans = std::vector<DroppedSpan>;
    QTest::addColumn<Spans>("dropped");
    QTest::addColumn<QString>("spans"); // of five that are missing, due from 320 to 400 ms
    const QString network = "conceal 300+80 network x4, recover 380+20 network x1";
    const QString own = "conceal 300+80 computer x4, recover 380+20 computer x1";
    QTest::newRow("none") << Spans {} << network;
    QTest::newRow("long before") << Spans {{100ms, 250ms, 9}} << network;
    QTest::newRow("long after") << Spans {{500ms, 900ms, 9}} << network;
    QTest::newRow("just then") << Spans {{300ms, 420ms, 5}} << own;
    QTest::newRow("just then, and others' as well") << Spans {{300ms, 420ms, 50}} << own;
    QTest::newRow("as late as a network makes it") << Spans {{360ms, 450ms, 5}} << own;
    QTest::newRow("no more than were dropped")
        << Spans {{300ms, 420ms, 2}}
        << "conceal 300+40 computer x2, conceal 340+40 network x2, recover 380+20 network x1";
    QTest::newRow("the end of it") << Spans {{425ms, 600ms, 9}}
                                   << "conceal 300+60 network x3, conceal 360+20 computer x1, "
                                      "recover 380+20 computer x1";
    QTest::newRow("the beginning of it")
        << Spans {{100ms, 325ms, 9}}
        << "conceal 300+40 computer x2, conceal 340+40 network x2, recover 380+20 network x1";
    QTest::newRow("told twice, and once more within")
        << Spans {{300ms, 420ms, 5}, {300ms, 420ms, 5}, {310ms, 320ms, 1}} << own;
    QTest::newRow("told one by one") << Spans {{300ms, 420ms, 1},
                                               {301ms, 421ms, 1},
                                               {302ms, 422ms, 1},
                                               {303ms, 423ms, 1},
                                               {304ms, 424ms, 1}}
                                     << own;
    QTest::newRow("told one by one, of some nothing is left")
        << Spans {{299ms, 338ms, 1}, {300ms, 420ms, 1}, {301ms, 421ms, 1}}
        << "conceal 300+60 computer x3, conceal 360+20 network x1, recover 380+20 network x1";
    QTest::newRow("hostile") << Spans {{microseconds::max(), microseconds::min(), INT64_MAX},
                                       {microseconds::min(), microseconds::max(), -5},
                                       {400ms, 300ms, 5}}
                             << network;
}

void LossMapTest::whatThisComputerDroppedIsItsOwn()
{
    QFETCH(std::vector<DroppedSpan>, dropped);
    QFETCH(QString, spans);
    ScriptedSender sender(100, 7);
    sender.wait(0.1);
    sender.speak(1.0);
    sender.sent.erase(sender.sent.begin() + 10, sender.sent.begin() + 15);
    LossEvidence evidence;
    evidence.dropped = dropped;
    const LossMap map = mapOf(received(sender.sent, kStream), 1500ms, evidence);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(written(map), spans);
    QCOMPARE(map.of(LossCause::Network).packets + map.of(LossCause::Computer).packets, 5);
}

void LossMapTest::whatCouldNotBeRecordedIsNoLossOnTheWay_data()
{
    using Spans = std::vector<CausedSpan>;
    QTest::addColumn<int>("first"); // of the missing packets; number 0 is due at 120 ms
    QTest::addColumn<int>("missing");
    QTest::addColumn<Spans>("spans");
    QTest::addColumn<QString>("counts");
    const auto row = [](const char* name, int first, int missing, Spans spans, const char* counts) {
        QTest::newRow(name) << first << missing << std::move(spans) << QString::fromLatin1(counts);
    };
    // A person is taken out from 1 s to 3 s, and speaks on.
    row("not to be recorded", 45, 100, {{1s, 3s, LossCause::Excluded}}, "excluded x100");
    row("deafened, and told of it late", 40, 102, {{1s, 3s, LossCause::Outage}}, "outage x102");
    row("a few, while heard now and then", 60, 5, {{1s, 3s, LossCause::Outage}}, "outage x5");
    row("no stretch", 45, 100, {}, "network x100");
    row("longer before", 20, 40, {{1s, 3s, LossCause::Excluded}}, "network x12, excluded x28");
    row("longer after", 130, 40, {{1s, 3s, LossCause::Excluded}}, "network x13, excluded x27");
    row("just before and not within", 35, 5, {{1s, 3s, LossCause::Excluded}}, "network x5");
    row("just after and not within", 147, 5, {{1s, 3s, LossCause::Excluded}}, "network x5");
    row("one after the other", 45, 100,
        {{2s, 3s, LossCause::Outage}, {1s, 2s, LossCause::Excluded}}, "outage x38, excluded x62");
    row("said twice", 45, 100, {{1s, 3s, LossCause::Excluded}, {1s, 3s, LossCause::Excluded}},
        "excluded x100");
}

void LossMapTest::whatCouldNotBeRecordedIsNoLossOnTheWay()
{
    QFETCH(int, first);
    QFETCH(int, missing);
    QFETCH(std::vector<CausedSpan>, spans);
    QFETCH(QString, counts);
    ScriptedSender sender(100, 7);
    sender.wait(0.1);
    sender.speak(6.0);
    sender.sent.erase(sender.sent.begin() + first, sender.sent.begin() + first + missing);
    LossEvidence evidence;
    evidence.spans = spans;
    const LossMap map = mapOf(received(sender.sent, kStream), 7s, evidence);
    QVERIFY2(!faultOf(map), faultOf(map));
    QStringList words;
    std::int64_t all = 0;
    for (std::size_t at = 0; at < kLossCauses; ++at) {
        all += map.causes[at].packets;
        if (map.causes[at].packets > 0)
            words << QStringLiteral("%1 x%2")
                         .arg(QLatin1String(nameOf(static_cast<LossCause>(at))))
                         .arg(map.causes[at].packets);
    }
    QCOMPARE(words.join(u", "), counts);
    QCOMPARE(all, missing);
}

void LossMapTest::anOutageMarksOnlyWhatWasNotHeard()
{
    ScriptedSender sender;
    sender.wait(1.0);
    sender.speak(1.0);
    LossEvidence evidence;
    evidence.spans.push_back({1500ms, 4s, LossCause::Outage});
    const LossMap map = mapOf(received(sender.sent, kStream), 5s, evidence);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(written(map), QStringLiteral("silence 2000+2000 outage x0"));
    QCOMPARE(map.heard, SampleCount(48'000));
    QCOMPARE(map.quiet, SampleCount(2 * 48'000));
}

void LossMapTest::aPauseIsMarkedAndIsNoLoss()
{
    ScriptedSender sender;
    sender.speak(10.0);
    std::erase_if(sender.sent, [](const Datagram& datagram) {
        return datagram.arrival > 4s && datagram.arrival <= 7s;
    });
    const std::vector<PauseSpan> pauses {{4s, 7s}};
    const auto marks = received(sender.sent, kStream);
    const LossMap cut = mapOf(marks, 10s, {}, pauses);
    QVERIFY2(!faultOf(cut), faultOf(cut));
    QCOMPARE(written(cut), QStringLiteral("nothing 4000+0 paused x0"));
    TimelineOptions keep;
    keep.keepPauses = true;
    const LossMap kept = mapOf(marks, 10s, {}, pauses, keep);
    QVERIFY2(!faultOf(kept), faultOf(kept));
    QCOMPARE(written(kept), QStringLiteral("silence 4000+3000 paused x0"));
    QCOMPARE(kept.of(LossCause::Network).packets, 0);
}

void LossMapTest::aNewerStreamMarksTheOlder()
{
    ScriptedSender before(100, 1'000);
    before.wait(1.0);
    before.speak(2.0);
    ScriptedSender after(9, 77'000'000);
    after.wait(2.0);
    after.speak(1.0);
    auto marks = received(before.sent, kStream);
    const auto later = received(after.sent, StreamId(2), 1'000);
    marks.insert(marks.end(), later.begin(), later.end());
    const LossMap map = mapOf(marks, 4s);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(written(map), QStringLiteral("other 2000+1000 overlapped x0"));
}

void LossMapTest::hostileEvidenceIsHarmless()
{
    ScriptedSender sender;
    sender.speak(1.0);
    sender.sent.erase(sender.sent.begin() + 10, sender.sent.begin() + 15);
    const auto marks = received(sender.sent, kStream);
    LossEvidence evidence;
    const SequenceNumber lowest(INT64_MIN);
    const SequenceNumber highest(INT64_MAX);
    evidence.missed = {
        {kStream, lowest, highest, 0us, 1s, LossCause::Undecryptable},
        {kStream, highest, lowest, microseconds::max(), microseconds::min(), LossCause::NotWritten},
        {kStream, SequenceNumber(9), SequenceNumber(3), 1s, 0us, LossCause::NotWritten}};
    evidence.spans = {{microseconds::min(), microseconds::max(), LossCause::Outage}};
    const LossMap map = mapOf(marks, 2s, evidence);
    QVERIFY2(!faultOf(map), faultOf(map));
    QCOMPARE(map.of(LossCause::Outage).packets, 5);
    QCOMPARE(map.of(LossCause::Outage).samples, SampleCount(48'000 + 5 * kFrame));
}

QTEST_APPLESS_MAIN(LossMapTest)
#include "loss_map_test.moc"
