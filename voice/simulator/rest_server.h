#pragma once

#include "voice/simulator/rest_answers.h"

#include <functional>
#include <memory>

namespace lavalier::simulator {

/// The HTTP port in front of RestAnswers: plain HTTP on 127.0.0.1, each connection one request.
///
/// Thread:  `ask` is called on HTTP threads and blocks until the simulator's thread has answered;
///          the destructor waits for them, so the simulator's thread must still be running then.
class RestServer {
public:
    explicit RestServer(std::function<RestAnswer(RestRequest)> ask);
    ~RestServer();
    RestServer(const RestServer&) = delete;
    RestServer& operator=(const RestServer&) = delete;

    /// The port; nullopt when there is none to be had.
    std::optional<quint16> start();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lavalier::simulator
