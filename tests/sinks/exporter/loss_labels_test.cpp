// What people and scripts are told of a track's losses, in words and numbers.
#include "sinks/exporter/loss_labels.h"
#include "sinks/exporter/report_json.h"

#include <QJsonArray>
#include <QTest>

using namespace lavalier;
using namespace lavalier::exporter;
using timeline::LossCause;
using timeline::LossFill;

namespace {

timeline::LossMap mapOf(const timeline::LossSpan& span)
{
    timeline::LossMap map;
    map.length = SampleCount(kSampleRate);
    map.spans = {span};
    map.causes[static_cast<std::size_t>(span.cause)] = {span.packets, span.samples};
    return map;
}

} // namespace

class LossLabelsTest : public QObject {
    Q_OBJECT
private slots:
    void aLossIsALabel_data()
    {
        QTest::addColumn<QString>("speaker");
        QTest::addColumn<LossCause>("cause");
        QTest::addColumn<int>("packets");
        QTest::addColumn<QByteArray>("label");
        const auto row = [](const char* name, const char* speaker, LossCause cause, int packets,
                            const char* label) {
            QTest::newRow(name) << QString::fromUtf8(speaker) << cause << packets
                                << QByteArray(label);
        };
        row("lost on the way", "Ana", LossCause::Network, 3,
            "0.500000\t0.560000\tAna: concealed (network, 3 packets)\n");
        row("each track may claim what the computer dropped", "Ana", LossCause::Computer, 3,
            "0.500000\t0.560000\tAna: concealed (computer, at most 3 packets)\n");
        row("nobody knows how many", "Ana", LossCause::Outage, 0,
            "0.500000\t0.560000\tAna: concealed (outage)\n");
        row("a name that begins a line of its own", "A\n0\t1\tB", LossCause::Network, 1,
            "0.500000\t0.560000\tA 0 1 B: concealed (network, 1 packets)\n");
    }
    void aLossIsALabel()
    {
        QFETCH(QString, speaker);
        QFETCH(LossCause, cause);
        QFETCH(int, packets);
        QFETCH(QByteArray, label);
        QCOMPARE(lossLabels(speaker,
                            mapOf({SampleCount(24'000), SampleCount(2'880), LossFill::Concealed,
                                   cause, packets})),
                 label);
    }

    void aReportSaysWhatIsTheMost()
    {
        for (std::size_t at = 0; at < timeline::kLossCauses; ++at) {
            const auto cause = static_cast<LossCause>(at);
            const auto json
                = toJson(mapOf({SampleCount(0), SampleCount(960), LossFill::Concealed, cause, 1}),
                         Spans::Listed);
            const bool most = cause == LossCause::Computer;
            const QJsonObject causes = json[QStringLiteral("causes")].toObject();
            QCOMPARE(causes[nameOf(cause)][QStringLiteral("packets")].toInt(), 1);
            QCOMPARE(causes[nameOf(cause)][QStringLiteral("atMost")].toBool(), most);
            QCOMPARE(json[QStringLiteral("spans")][0][QStringLiteral("atMost")].toBool(), most);
        }
    }
};

QTEST_APPLESS_MAIN(LossLabelsTest)
#include "loss_labels_test.moc"
