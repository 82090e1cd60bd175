#include "sinks/review/player.h"

#include "sinks/review/track_pcm.h"

#include <algorithm>
#include <chrono>

namespace lavalier::review {
namespace {

constexpr std::size_t kBlock = 960; ///< 20 ms
constexpr std::size_t kReady = 12'000; ///< a quarter of a second

} // namespace

Player::Player(QString recordingPath, QString workerProgram, std::shared_ptr<PlanShelf> plans)
    : m_path(std::move(recordingPath))
    , m_worker(std::move(workerProgram))
    , m_plans(std::move(plans))
    , m_thread([this] { run(); })
{
}

Player::~Player()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_quit = true;
        ++m_round;
    }
    m_cancelled = true;
    m_changed.notify_all();
    m_thread.join();
}

void Player::setVoices(std::vector<Voice> voices)
{
    const std::scoped_lock lock(m_mutex);
    m_voices = std::move(voices);
}

void Player::play(SampleCount from, SampleCount to)
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_round;
        m_mixed.clear();
        m_position = from;
        m_end = to;
        m_state = State::Preparing;
        m_cancelled = true; // under the lock: the thread takes it back when it takes the round up
    }
    m_changed.notify_all();
}

void Player::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_round;
        m_mixed.clear();
        m_state = State::Stopped;
        m_cancelled = true;
    }
    m_changed.notify_all();
}

Player::State Player::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

SampleCount Player::position() const
{
    const std::scoped_lock lock(m_mutex);
    return m_position;
}

std::size_t Player::pull(std::span<float> out)
{
    std::size_t ready = 0;
    {
        const std::scoped_lock lock(m_mutex);
        ready = std::min(out.size(), m_mixed.size());
        std::copy_n(m_mixed.begin(), ready, out.begin());
        m_mixed.erase(m_mixed.begin(), m_mixed.begin() + static_cast<std::ptrdiff_t>(ready));
        m_position += SampleCount(static_cast<std::int64_t>(ready));
        if (m_state == State::Playing && m_mixed.empty() && m_position >= m_end)
            m_state = State::Ended;
    }
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(ready), out.end(), 0.0F);
    m_changed.notify_all();
    return ready;
}

void Player::run()
{
    std::unique_ptr<recording::RecordingReader> reader;
    std::vector<Track> tracks;
    AllSetAside aside; // found once, and kept as long as the recording is open
    int round = 0;
    SampleCount at;
    SampleCount end;
    std::vector<float> block(kBlock);
    std::unique_lock lock(m_mutex);
    while (!m_quit) {
        if (round != m_round) {
            round = m_round;
            m_cancelled = false;
            at = m_position;
            end = m_end;
            lock.unlock();
            tracks.clear(); // ends their workers
            m_silentTracks = 0;
            lock.lock();
            continue;
        }
        const bool active = m_state == State::Preparing || m_state == State::Playing;
        if (!active || at >= end || m_mixed.size() >= kReady) {
            if (active && at >= end)
                m_state = m_mixed.empty() ? State::Ended : State::Playing;
            // With a limit, as everywhere: a lost wake-up must not be for good.
            m_changed.wait_for(lock, std::chrono::seconds(1));
            continue;
        }
        const std::vector<Voice> voices = m_voices;
        lock.unlock();
        if (!reader) {
            if (auto opened = recording::RecordingReader::open(m_path)) {
                reader = *std::move(opened);
                reader->abandonWhen(&m_cancelled);
            }
        }
        const auto count = static_cast<std::size_t>(
            std::min<std::int64_t>(std::ssize(block), (end - at).value()));
        const std::span<float> out(block.data(), count);
        std::fill(out.begin(), out.end(), 0.0F);
        if (reader)
            mixBlock(*reader, tracks, aside, voices, at, out);
        lock.lock();
        if (round != m_round)
            continue;
        at += SampleCount(static_cast<std::int64_t>(count));
        m_mixed.insert(m_mixed.end(), out.begin(), out.end());
        if (m_mixed.size() >= kReady / 2 || at >= end)
            m_state = State::Playing;
    }
}

std::unique_ptr<TrackPcm> Player::soundOf(UserId user, recording::RecordingReader& reader,
                                          AllSetAside& aside, SampleCount at)
{
    const auto plan = m_plans->planOf(user);
    if (!plan)
        return nullptr;
    return std::make_unique<TrackPcm>(*plan, reader, m_worker, at, plan->length - at,
                                      TrackPcm::Priority::Normal, aside[user]);
}

void Player::mixBlock(recording::RecordingReader& reader, std::vector<Track>& tracks,
                      AllSetAside& aside, const std::vector<Voice>& voices, SampleCount at,
                      std::span<float> out)
{
    const auto heard = [&voices](const Track& track) {
        const auto voice = std::ranges::find(voices, track.user, &Voice::user);
        return voice != voices.end() && voice->gain > 0;
    };
    std::erase_if(tracks, [&](const Track& track) { return !heard(track); });
    std::vector<float> samples(out.size());
    for (const Voice& voice : voices) {
        if (!(voice.gain > 0))
            continue;
        auto track = std::ranges::find(tracks, voice.user, &Track::user);
        if (track == tracks.end()) {
            auto sound = soundOf(voice.user, reader, aside, at);
            if (m_cancelled)
                return;
            tracks.push_back({voice.user, std::move(sound)});
            track = tracks.end() - 1;
            if (!track->pcm)
                ++m_silentTracks;
        }
        if (!track->pcm)
            continue;
        auto count = track->pcm->read(samples, m_cancelled);
        while (!count && aside[voice.user].learnFrom(*track->pcm, m_cancelled)) {
            track->pcm = soundOf(voice.user, reader, aside, at);
            if (!track->pcm)
                break;
            count = track->pcm->read(samples, m_cancelled);
        }
        if (!count) {
            if (!m_cancelled)
                ++m_silentTracks;
            track->pcm.reset();
            continue;
        }
        for (std::size_t i = 0; i < *count; ++i)
            out[i] += voice.gain * samples[i];
    }
    for (float& sample : out)
        sample = std::clamp(sample, -1.0F, 1.0F);
}

} // namespace lavalier::review
