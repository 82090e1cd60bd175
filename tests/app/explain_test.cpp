#include "app/explain.h"

#include "ui/ports/library_port.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace lavalier;
using namespace lavalier::app;

/// Every failure has its sentences: what happened, what is safe, what to do.
class ExplainTest : public QObject {
    Q_OBJECT
private slots:
    void everyFailureSaysWhatHappenedAndWhatToDo_data();
    void everyFailureSaysWhatHappenedAndWhatToDo();
    void theTerminalGetsTheToolsOwnWords();
    void onlyARunningRecordingPromisesToHoldAudio();
    void aRecoveryThatMayYetWorkCanBeTriedAgain_data();
    void aRecoveryThatMayYetWorkCanBeTriedAgain();
    void everyRecordingErrorHasItsOwnName();
    void everyCloseCodeHasItsOwnSentence();
};

namespace {

template <typename Enum>
void addRows(const char* name, Enum first, Enum last,
             const std::function<ui::Problem(Enum)>& explained)
{
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
        QTest::addRow("%s %d", name, i) << explained(static_cast<Enum>(i));
}

} // namespace

void ExplainTest::everyFailureSaysWhatHappenedAndWhatToDo_data()
{
    QTest::addColumn<ui::Problem>("problem");
    using control::StopReason;
    using exporter::ExportError;
    using gateway::GatewayError;
    using gateway::JoinVerdict;
    using recording::RecordingError;
    addRows<GatewayError>("gateway", GatewayError::BadToken, GatewayError::Unreachable,
                          [](GatewayError error) { return explain(error, 4'004); });
    addRows<JoinVerdict>("join", JoinVerdict::UnknownGuild, JoinVerdict::Full,
                         [](JoinVerdict verdict) { return explain(verdict, "The Table"); });
    addRows<StopReason>(
        "call", StopReason::Kicked, StopReason::ForbiddenHost,
        [](StopReason reason) { return explain(reason, 4'014, "/tmp/x.lavalier"); });
    for (const During during : {During::Start, During::Recording, During::Saving, During::Stop,
                                During::Read, During::Change})
        addRows<RecordingError>(
            QByteArray("recording " + QByteArray::number(int(during))),
            RecordingError::FolderNotWritable, RecordingError::Internal,
            [during](RecordingError error) { return explain(error, "/tmp/x.lavalier", during); });
    addRows<ExportError>("export", ExportError::RecordingUnreadable, ExportError::OutputInvalid,
                         [](ExportError error) {
                             return explain({error, UserId(1), "exit 1"}, "Ana");
                         });
    addRows<pool::PoolError>("decoder", pool::PoolError::ProgramMissing,
                             pool::PoolError::KeepsCrashing,
                             [](pool::PoolError error) { return explain(error); });
    addRows<LossKind>("loss", LossKind::UnknownSpeaker, LossKind::Misplaced,
                      [](LossKind kind) { return explain(kind, 12); });
    QTest::newRow("left behind") << explainLeftBehind();
    QTest::newRow("settings damaged") << explainSettingsDamaged();
    QTest::newRow("settings unsaved") << explainSettingsUnsaved();
    QTest::newRow("mark left") << explainMarkLeft();
    QTest::newRow("untold after a move") << explainUntold();
    QTest::newRow("next part") << explainNextPart("/tmp/x.part2.lavalier");
    addRows<RecordingError>(
        "not continued", RecordingError::FolderNotWritable, RecordingError::Internal,
        [](RecordingError error) { return explainNotContinued(error, "/mnt/other"); });
    QTest::newRow("not on disk") << explain(Stalled::Disk, {"Ana", "Ben"});
    QTest::newRow("stranger") << explainStranger({});
    QTest::newRow("stranger, perhaps") << explainStranger({"Ana", "Ben"});
    QTest::newRow("undecodable") << explain(Stalled::Undecodable, {"Ana"});
    QTest::newRow("not decoded") << explain(Stalled::Decoder, {"Ana"});
    addRows<CallWarning>("warning", CallWarning::NoAudio, CallWarning::PathSilent,
                         [](CallWarning warning) { return explain(warning); });
    QTest::newRow("moved") << explainMoved("The Sofa");
    addRows<JoinVerdict>(
        "kicked", JoinVerdict::Allowed, JoinVerdict::Full, [](JoinVerdict verdict) {
            return explain(StopReason::Kicked, 4'014, "/tmp/x.lavalier", verdict, "The Table");
        });
    QTest::newRow("deafened") << explainDeafened();
    QTest::newRow("reconnecting") << explainReconnecting();
    QTest::newRow("move") << explainMoveUnanswered("The Table");
}

void ExplainTest::everyFailureSaysWhatHappenedAndWhatToDo()
{
    QFETCH(ui::Problem, problem);
    QVERIFY(!problem.key.isEmpty());
    QVERIFY(problem.whatHappened.size() > 10 && problem.whatHappened.endsWith('.'));
    QVERIFY(problem.whatToDo.size() > 10);
    QVERIFY(!problem.whatHappened.contains("%1") && !problem.whatToDo.contains("%1"));
}

void ExplainTest::theTerminalGetsTheToolsOwnWords()
{
    const QString text = asText(
        explain({exporter::ExportError::FfmpegFailed, UserId(1), "Unknown encoder"}, "Ana"));
    QVERIFY(text.contains("Ana"));
    QVERIFY(text.contains("Unknown encoder"));
}

void ExplainTest::onlyARunningRecordingPromisesToHoldAudio()
{
    using recording::RecordingError;
    QSet<QString> keys;
    for (const During during : {During::Start, During::Recording, During::Saving, During::Stop,
                                During::Read, During::Change}) {
        for (const RecordingError error :
             {RecordingError::DiskFull, RecordingError::ReadOnly, RecordingError::InputOutput,
              RecordingError::SyncFailed}) {
            const ui::Problem problem = explain(error, "/tmp/x.lavalier", during);
            keys.insert(problem.key);
            const bool isOpen = during == During::Recording || during == During::Saving;
            QCOMPARE(asText(problem).contains("held in memory"), isOpen);
            QCOMPARE(problem.remedy == ui::Problem::Remedy::RecordElsewhere, isOpen);
            QCOMPARE(problem.key, recordingKey(during));
            QCOMPARE(asText(problem).contains("recording goes on", Qt::CaseInsensitive),
                     during == During::Recording);
        }
    }
    QCOMPARE(keys.size(), 5);
    QVERIFY(keys.contains("recording") && keys.contains("recording.change"));
}

void ExplainTest::aRecoveryThatMayYetWorkCanBeTriedAgain_data()
{
    using recording::RecordingError;
    QTest::addColumn<RecordingError>("error");
    QTest::addColumn<bool>("again");
    QTest::newRow("disk full") << RecordingError::DiskFull << true;
    QTest::newRow("in use") << RecordingError::Busy << true;
    QTest::newRow("still recorded") << RecordingError::BeingRecorded << true;
    QTest::newRow("of a newer version") << RecordingError::NewerSchema << false;
    QTest::newRow("whole") << RecordingError::Finished << false;
    QTest::newRow("gone") << RecordingError::NotFound << false;
}
void ExplainTest::aRecoveryThatMayYetWorkCanBeTriedAgain()
{
    QFETCH(recording::RecordingError, error);
    QFETCH(bool, again);
    const ui::Problem problem = explainNotRecovered(error, "/tmp/x.lavalier");
    QCOMPARE(problem.key, ui::recoveryKey("/tmp/x.lavalier"));
    QVERIFY(problem.key != ui::recoveryKey("/tmp/y.lavalier"));
    QCOMPARE(problem.remedy == ui::Problem::Remedy::TryAgain, again);
    QVERIFY(problem.otherRemedy != ui::Problem::Remedy::TryAgain);
}

void ExplainTest::everyRecordingErrorHasItsOwnName()
{
    using recording::RecordingError;
    QSet<QString> names;
    for (int i = 0; i <= int(RecordingError::Internal); ++i)
        names.insert(nameOf(RecordingError(i)));
    QCOMPARE(names.size(), int(RecordingError::Internal) + 1);
    QCOMPARE(nameOf(RecordingError::None), QString());
    QCOMPARE(nameOf(RecordingError::FileRemoved), QString("fileRemoved"));
    QCOMPARE(nameOf(RecordingError::Internal), QString("internal"));
}

void ExplainTest::everyCloseCodeHasItsOwnSentence()
{
    using control::StopReason;
    using gateway::GatewayError;
    QSet<QString> said;
    const auto hear = [&said](const ui::Problem& problem) {
        const bool isNew = !said.contains(problem.whatHappened);
        said.insert(problem.whatHappened);
        return isNew;
    };
    const std::pair<StopReason, int> voice[] {{StopReason::Kicked, 4014},
                                              {StopReason::CallEnded, 4022},
                                              {StopReason::DaveRequired, 4017},
                                              {StopReason::RateLimited, 4021},
                                              {StopReason::ServerNotFound, 4011},
                                              {StopReason::ServerUnreachable, 4015},
                                              {StopReason::AuthenticationFailed, 4004},
                                              {StopReason::AuthenticationFailed, 4006},
                                              {StopReason::AuthenticationFailed, 4009},
                                              {StopReason::ProtocolError, 4016}};
    for (const auto& [reason, code] : voice)
        QVERIFY2(hear(explain(reason, code, {})), qPrintable(QString::number(code)));
    const std::pair<GatewayError, int> main[] {
        {GatewayError::BadToken, 4004},         {GatewayError::Unreachable, 4007},
        {GatewayError::Unreachable, 4009},      {GatewayError::InvalidShard, 4010},
        {GatewayError::ShardingRequired, 4011}, {GatewayError::InvalidVersion, 4012},
        {GatewayError::InvalidIntents, 4013},   {GatewayError::DisallowedIntents, 4014},
        {GatewayError::Unreachable, 4000},      {GatewayError::Unreachable, 0}};
    for (const auto& [error, code] : main)
        QVERIFY2(hear(explain(error, code)), qPrintable(QString::number(code)));
}

QTEST_GUILESS_MAIN(ExplainTest)
#include "explain_test.moc"
