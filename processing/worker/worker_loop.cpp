#include "processing/worker/worker_loop.h"

#include "voice/base/overloaded.h"

namespace lavalier::worker {

using wire::ErrorCode;

WorkerLoop::WorkerLoop(Mode mode, wire::Hello own)
    : m_mode(mode)
    , m_own(std::move(own))
{
    wire::append(m_answers.buffer(), wire::Answer(m_own));
}

bool WorkerLoop::wantsInput() const
{
    // A frame larger than the high water must still become whole.
    return !m_over && !m_inputEnded && hasRoom();
}

void WorkerLoop::feed(ByteView bytes)
{
    m_input.feed(bytes);
}

void WorkerLoop::inputEnded()
{
    m_inputEnded = true;
}

void WorkerLoop::work()
{
    while (!m_over && hasRoom() && workOnce()) { }
}

bool WorkerLoop::hasRoom() const
{
    return m_answers.size() < kHighWater && m_pcm.size() < kHighWater;
}

/// False when there is nothing to do before more input comes.
bool WorkerLoop::workOnce()
{
    if (m_track.isBusy()) {
        m_track.proceed(m_pcm.buffer(), m_answers.buffer());
        return !endsAtSide();
    }
    const auto frame = m_input.take();
    if (!frame) {
        answerError({}, ErrorCode::BadStream);
        m_over = ExitCode::BadStream;
        return false;
    }
    if (!*frame) {
        if (m_inputEnded)
            m_over = m_mode == Mode::Live ? ExitCode::Done : ExitCode::Unfinished;
        return false;
    }
    const auto request = wire::parseRequest(**frame);
    if (request)
        received(*request);
    else
        answerError({}, ErrorCode::BadRequest);
    return true;
}

void WorkerLoop::received(const wire::Request& request)
{
    if (const auto* hello = std::get_if<wire::Hello>(&request))
        return receivedHello(*hello);
    if (!m_greeted) {
        answerError({}, ErrorCode::HelloMismatch);
        m_over = ExitCode::HelloMismatch;
        return;
    }
    if (m_mode == Mode::Live)
        receivedLive(request);
    else
        receivedRender(request);
}

void WorkerLoop::receivedHello(const wire::Hello& hello)
{
    if (hello == m_own) {
        m_greeted = true;
        return;
    }
    answerError({}, ErrorCode::HelloMismatch);
    m_over = ExitCode::HelloMismatch;
}

void WorkerLoop::receivedLive(const wire::Request& request)
{
    std::visit(
        Overloaded {
            [this](const wire::OpenDecoder& m) { m_live.open(m.stream, m_answers.buffer()); },
            [this](const wire::CloseDecoder& m) { m_live.close(m.stream); },
            [this](const wire::DecodeBatch& m) { m_live.decode(m, m_answers.buffer()); },
            [this](const wire::ConcealLive& m) { m_live.conceal(m, m_answers.buffer()); },
            [this](const auto&) { answerError({}, ErrorCode::OutOfOrder); },
        },
        request);
}

void WorkerLoop::receivedRender(const wire::Request& request)
{
    if (const auto* open = std::get_if<wire::OpenRender>(&request)) {
        if (m_track.isOpen())
            return answerError({}, ErrorCode::OutOfOrder);
        if (!m_track.open(*open)) {
            answerError({}, ErrorCode::DecoderUnavailable);
            m_over = ExitCode::Unfinished;
        }
        return;
    }
    if (!m_track.isOpen())
        return answerError({}, ErrorCode::OutOfOrder);
    if (!std::holds_alternative<wire::Bend>(request)
        && !std::holds_alternative<wire::ResetDecoder>(request))
        m_track.settle(m_pcm.buffer(), m_answers.buffer());
    std::visit(Overloaded {
                   [this](const wire::DecodeForRender& m) {
                       m_track.start(m, m_pcm.buffer(), m_answers.buffer());
                       endsAtSide();
                   },
                   [this](const wire::RecoverForRender& m) { m_track.start(m); },
                   [this](const wire::Conceal& m) { m_track.start(m); },
                   [this](const wire::Silence& m) { m_track.start(m); },
                   [this](const wire::ResetDecoder&) { m_track.reset(); },
                   [this](const wire::Bend& m) {
                       if (m_track.start(m, m_pcm.buffer(), m_answers.buffer()))
                           return;
                       answerError({}, ErrorCode::DecoderUnavailable);
                       m_over = ExitCode::Unfinished;
                   },
                   [this](const wire::Finish&) {
                       m_track.finish(m_pcm.buffer(), m_answers.buffer());
                       wire::append(m_answers.buffer(),
                                    wire::Answer(wire::RenderDone {m_track.totals()}));
                       m_over = ExitCode::Done;
                   },
                   [this](const auto&) { answerError({}, ErrorCode::OutOfOrder); },
               },
               request);
}

/// What was put out so far is of no use: the parent starts anew in stereo.
bool WorkerLoop::endsAtSide()
{
    if (!m_track.isUnalike())
        return false;
    wire::append(m_answers.buffer(), wire::Answer(wire::Progress {m_track.totals()}));
    m_over = ExitCode::SideHeard;
    return true;
}

void WorkerLoop::answerError(wire::RequestId id, ErrorCode code)
{
    wire::append(m_answers.buffer(), wire::Answer(wire::ErrorAnswer {id, code}));
}

} // namespace lavalier::worker
