#pragma once

#include "processing/worker/worker_loop.h"
#include "voice/base/bytes.h"

#include <QByteArray>
#include <QTest>

#include <deque>

namespace lavalier::test {

/// The far side of a WorkerLoop: sends requests, collects answers and PCM as a pipe would.
class LoopDriver {
public:
    explicit LoopDriver(worker::Mode mode, wire::Hello own = {wire::kVersion, "test"})
        : m_loop(mode, own)
    {
        send(own);
    }

    worker::WorkerLoop& loop() { return m_loop; }

    void send(const wire::Request& request)
    {
        wire::Buffer bytes;
        wire::append(bytes, request);
        sendBytes(toByteArray(bytes));
    }
    void sendBytes(const QByteArray& bytes)
    {
        m_loop.feed(viewOf(bytes));
        drain();
    }
    void end()
    {
        m_loop.inputEnded();
        drain();
    }

    /// Answers since the last call, without hellos.
    std::vector<wire::Answer> answers() { return std::exchange(m_answers, {}); }
    /// The next answer, which must be of this type.
    template <typename T> T expect()
    {
        if (m_answers.empty() || !std::holds_alternative<T>(m_answers.front())) {
            QTest::qFail("another answer or none", __FILE__, __LINE__);
            return T {};
        }
        const T answer = std::get<T>(m_answers.front());
        m_answers.erase(m_answers.begin());
        return answer;
    }
    QByteArray pcm() const { return m_pcm; }
    int hellos() const { return m_hellos; }

private:
    void drain()
    {
        do {
            m_loop.work();
            m_assembler.feed(m_loop.answers().pending());
            m_loop.answers().written(m_loop.answers().size());
            m_pcm += toByteArray(m_loop.pcm().pending());
            m_loop.pcm().written(m_loop.pcm().size());
            collect();
            m_loop.work();
        } while (!m_loop.answers().isEmpty() || !m_loop.pcm().isEmpty());
    }
    void collect()
    {
        for (auto frame = m_assembler.take(); frame && *frame; frame = m_assembler.take()) {
            const auto answer = wire::parseAnswer(**frame);
            if (!answer)
                QTest::qFail("an answer that cannot be read", __FILE__, __LINE__);
            else if (std::holds_alternative<wire::Hello>(*answer))
                ++m_hellos;
            else
                keep(*answer);
        }
    }
    void keep(wire::Answer answer)
    {
        if (auto* pcm = std::get_if<wire::Pcm>(&answer)) {
            m_pcmAnswers.push_back(toByteArray(pcm->samples)); // the view dies with the frame
            pcm->samples = viewOf(m_pcmAnswers.back());
        }
        m_answers.push_back(std::move(answer));
    }

    worker::WorkerLoop m_loop;
    wire::FrameAssembler m_assembler;
    std::vector<wire::Answer> m_answers;
    std::deque<QByteArray> m_pcmAnswers;
    QByteArray m_pcm;
    int m_hellos = 0;
};

} // namespace lavalier::test
