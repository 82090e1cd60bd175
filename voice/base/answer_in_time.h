#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace lavalier {

/// What `job` returns, unless it takes longer: then nothing, and it is left to a thread of its own,
/// for as long as that takes. For questions to a disk that may never answer.
///
/// Shape:   `job` owns all it touches.
/// Errors:  without a thread it is waited for.
/// Thread:  any.
template <typename Job>
auto answerInTime(std::chrono::milliseconds atMost, Job job) -> std::optional<decltype(job())>
{
    auto task = std::make_shared<std::packaged_task<decltype(job())()>>(std::move(job));
    auto answer = task->get_future();
    try {
        std::thread([task] { (*task)(); }).detach();
    } catch (const std::system_error&) {
        (*task)();
    }
    if (answer.wait_for(atMost) != std::future_status::ready)
        return std::nullopt;
    return answer.get();
}

} // namespace lavalier
