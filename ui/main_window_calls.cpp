// The window and several calls at once: which there are, which is shown, and what is said of all.
#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/pages/channel_sidebar.h"
#include "ui/text/calls_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/call_chips.h"
#include "ui/widgets/problem_banner.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace lavalier::ui {
namespace {

/// Everything but what moves all the time.
bool sameFacts(const std::vector<CallView>& one, const std::vector<CallView>& other)
{
    return std::ranges::equal(one, other, [](CallView a, CallView b) {
        a.recorded = b.recorded = {};
        return a == b;
    });
}

bool sameCalls(const std::vector<CallView>& one, const std::vector<CallView>& other)
{
    return std::ranges::equal(one, other, {}, &CallView::guild, &CallView::guild);
}

} // namespace

bool MainWindow::readCalls(SteadyTime now)
{
    std::vector<CallView> calls = m_recorder.calls();
    if (calls.empty() && (m_last.call != CallState::None || m_last.record != RecordState::Idle))
        calls.push_back(viewOf(m_last));
    m_callsAt = now;
    const std::vector<CallView> before = std::exchange(m_calls, std::move(calls));
    if (m_chips)
        m_chips->setCalls(m_calls, m_last.guild, keysOfCalls());
    if (sameFacts(before, m_calls) && m_toldShown == m_last.guild)
        return false;
    if (m_sidebar)
        m_sidebar->setCalls(m_calls);
    if (m_problems && !sameCalls(before, m_calls))
        labelProblems();
    for (const CallView& call : m_calls) {
        if (call.call != CallState::None)
            m_lastJoined[call.guild] = call.channel;
        if (!call.file.isEmpty())
            m_files[call.file] = call;
        const auto known = std::ranges::find(before, call.guild, &CallView::guild);
        const bool goesOn = known != before.end() && isRecorded(*known) && isRecorded(call)
            && (known->record != RecordState::Finishing || call.record == RecordState::Finishing);
        for (AskedOf* asked : {&m_markerOf, &m_elsewhereOf}) // one may go on in a further file
            if (goesOn && asked->guild == call.guild && asked->file == known->file)
                asked->file = call.file;
        // Of the shown call all is said elsewhere, except that it is shown now.
        const bool news = known != before.end()
            && (call.guild != m_last.guild ? callWords(call) != callWords(*known)
                                           : m_toldShown != call.guild && m_calls.size() > 1);
        if (news)
            announce(this, callPlace(call) + QStringLiteral(", ") + callWords(call));
        const bool began = call.record == RecordState::Recording
            && (known == before.end() || known->record == RecordState::Idle);
        if (!began)
            continue;
        if (std::exchange(m_quitWhenStopped, false)) // asked of earlier recordings
            emit quitDropped();
        tell(&Settings::notifyStart, tr("Recording"), placeIn(call));
    }
    m_toldShown = m_last.guild;
    return true;
}

QStringList MainWindow::keysOfCalls() const
{
    QStringList keys;
    for (const QAction* action : m_actions->callAt)
        keys.append(action->shortcut().toString(QKeySequence::NativeText));
    return keys;
}

void MainWindow::followCalls()
{
    m_callsAt = {};
    if (isVisible() && !isMinimized())
        wake();
    else
        poll(); // title, taskbar and tray are seen all the same
}

bool MainWindow::anyRecorded() const
{
    return std::ranges::any_of(m_calls, isRecorded);
}

const CallView* MainWindow::callIn(GuildId guild) const
{
    const auto found = std::ranges::find(m_calls, guild, &CallView::guild);
    return found == m_calls.end() ? nullptr : &*found;
}

MainWindow::AskedOf MainWindow::shownRecording() const
{
    const CallView* const call = callIn(m_last.guild);
    return {m_last.guild, call ? call->file : QString()};
}

const CallView* MainWindow::stillRecorded(const AskedOf& asked) const
{
    const CallView* const call = callIn(asked.guild);
    return call && isRecorded(*call) && call->file == asked.file ? call : nullptr;
}

/// An answer must not get into the recording that follows.
void MainWindow::dropQuestionsOfEnded()
{
    const CallView* const marked = stillRecorded(m_markerOf);
    if (m_markerQuestion && (!marked || marked->record == RecordState::Finishing))
        m_markerQuestion->reject();
    if (m_elsewhere && !stillRecorded(m_elsewhereOf))
        m_elsewhere->close();
}

bool MainWindow::bringCall(GuildId guild)
{
    if (!m_recorder.showCall(guild))
        return false;
    m_last = m_recorder.snapshot();
    followCalls();
    return true;
}

void MainWindow::showCall(GuildId guild)
{
    if (m_recorder.showCall(guild))
        followCalls();
}

void MainWindow::stepCall(int by)
{
    const auto count = static_cast<int>(m_calls.size());
    const auto here = std::ranges::find(m_calls, m_last.guild, &CallView::guild);
    if (count < 2 || here == m_calls.end())
        return;
    const int next = (static_cast<int>(here - m_calls.begin()) + by + count) % count;
    showCall(m_calls[static_cast<std::size_t>(next)].guild);
}

void MainWindow::nameCallActions()
{
    const bool several = m_calls.size() > 1;
    for (QAction* action : {m_actions->nextCall, m_actions->previousCall})
        action->setEnabled(several);
    for (std::size_t i = 0; i < m_actions->callAt.size(); ++i) {
        QAction* const action = m_actions->callAt[i];
        const bool there = several && i < m_calls.size();
        action->setVisible(there);
        if (!there)
            continue;
        action->setText(callPlace(m_calls[i]).replace(u'&', QStringLiteral("&&")));
        action->setChecked(m_calls[i].guild == m_last.guild);
    }
}

QString MainWindow::placeIn(const CallView& call) const
{
    return m_calls.size() > 1 || m_recorder.calls().size() > 1 ? callPlace(call)
                                                               : cleanRemote(call.channelName);
}

CallView MainWindow::recordingOf(const QString& file) const
{
    const auto known = m_files.find(file);
    return known != m_files.end() ? known->second : viewOf(m_last);
}

Problem MainWindow::labelled(Problem problem) const
{
    const std::vector<CallView> calls = m_recorder.calls();
    const bool isElsewhere = std::ranges::any_of(
        calls, [&](const CallView& call) { return call.guild != problem.guild; });
    if (problem.guild.isValid() && !problem.guildName.isEmpty() && isElsewhere)
        problem.whatHappened = tr("%1: %2").arg(isolated(problem.guildName), problem.whatHappened);
    return problem;
}

void MainWindow::labelProblems()
{
    std::vector<Problem> problems = m_problems->problems(); // some are the window's own
    for (const Problem& known : m_recorder.problems()) {
        const auto same = std::ranges::find(problems, known.key, &Problem::key);
        if (same != problems.end())
            *same = labelled(known);
        else
            problems.push_back(labelled(known));
    }
    m_problems->setProblems(std::move(problems));
}

bool MainWindow::showCallOf(const QString& problem)
{
    const auto& all = m_problems->problems();
    const auto known = std::ranges::find(all, problem, &Problem::key);
    if (known == all.end() || !known->guild.isValid())
        return true; // of no call: the shown one is meant
    return bringCall(known->guild);
}

} // namespace lavalier::ui
