#include "app/review.h"

#include "app/explain.h"
#include "app/loss_lane.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/review/track_pcm.h"

#include <algorithm>
#include <cmath>

namespace lavalier::app {
namespace {

using namespace std::chrono_literals;
using recording::RecordingError;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr auto kDetailDelay = 60ms; ///< a wheel turns on
constexpr auto kProgressPace = 200ms;
constexpr auto kWavePace = 30ms;
constexpr double kMostDetail = 90; ///< seconds; at the scale where details begin, a wide window

SampleCount samplesAt(milliseconds at)
{
    return samplesOf(microseconds(at));
}

/// What a sound device pulls from.
class PlayerSource final : public monitor::PcmSource {
public:
    explicit PlayerSource(std::shared_ptr<review::Player> player)
        : m_player(std::move(player))
    {
    }
    void render(std::span<float> stereo) override
    {
        m_mono.resize(stereo.size() / 2);
        m_player->pull(m_mono);
        for (std::size_t i = 0; i < m_mono.size(); ++i)
            stereo[2 * i] = stereo[2 * i + 1] = m_mono[i];
    }

private:
    const std::shared_ptr<review::Player> m_player;
    std::vector<float> m_mono;
};

} // namespace

Review::Review(Places places, std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent)
    : ui::ReviewPort(parent)
    , m_places(std::move(places))
    , m_outputs(std::move(outputs))
{
    m_files.setMaxThreadCount(1);
    m_waves.setMaxThreadCount(1); // the cores are for whoever records
    m_details.setMaxThreadCount(2);
    m_detailSoon.setSingleShot(true);
    connect(&m_detailSoon, &QTimer::timeout, this, &Review::makeDetail);
    m_changedSoon.setSingleShot(true);
    connect(&m_changedSoon, &QTimer::timeout, this, &Review::reviewChanged);
}

Review::~Review()
{
    close();
    for (QThreadPool* pool : {&m_files, &m_waves, &m_details})
        pool->waitForDone();
}

template <typename Answer>
void Review::later(QThreadPool& pool, std::function<Answer(Session&)> work,
                   std::function<void(Answer)> take)
{
    pool.start([this, session = m_session, work = std::move(work), take = std::move(take)] {
        auto answer = std::make_shared<Answer>(work(*session));
        // The destructor waits for the pools, so `this` is there when the call is queued.
        QMetaObject::invokeMethod(
            this,
            [this, session, take, answer] {
                if (session == m_session)
                    take(std::move(*answer));
            },
            Qt::QueuedConnection);
    });
}

Result<ReviewFacts, RecordingError> Review::readFacts(const QString& path)
{
    auto reader = recording::RecordingReader::open(path);
    if (!reader)
        return Failure {reader.error()};
    ReviewFacts facts;
    facts.newer = (*reader)->isNewer();
    auto summary = (*reader)->summary();
    auto edits = (*reader)->edits();
    auto pauses = (*reader)->pauses();
    const auto length = (*reader)->length();
    if (!summary)
        return Failure {summary.error()};
    if (!edits)
        return Failure {edits.error()};
    if (!pauses)
        return Failure {pauses.error()};
    if (!length)
        return Failure {length.error()};
    facts.summary = *std::move(summary);
    facts.edits = *std::move(edits);
    facts.pauses = *std::move(pauses);
    facts.length = *length;
    return facts;
}

void Review::open(const QString& path)
{
    close();
    m_session = std::make_shared<Session>();
    m_session->path = path;
    m_view = {};
    m_view.state = ui::ReviewState::Loading;
    m_view.path = path;
    emit reviewChanged();
    later<Result<ReviewFacts, RecordingError>>(
        m_files, [path](Session&) { return readFacts(path); },
        [this](Result<ReviewFacts, RecordingError> facts) {
            adoptFacts(facts);
            if (m_view.state == ui::ReviewState::Ready)
                loadWaves();
        });
}

void Review::close()
{
    if (!m_session)
        return;
    stop();
    *m_session->cancelled = true; // the player may be reading the whole file
    m_output.reset();
    m_player.reset();
    m_session.reset();
    for (QThreadPool* pool : {&m_waves, &m_details})
        pool->clear(); // not the edits: they are wanted, whoever looks
    m_detailSoon.stop();
    m_view = {};
    emit reviewChanged();
}

void Review::adoptFacts(const Result<ReviewFacts, RecordingError>& facts)
{
    if (!facts) {
        const ui::Problem problem = explain(facts.error(), m_view.path, During::Read);
        if (m_view.state == ui::ReviewState::Ready) {
            emit problemRaised(problem);
        } else {
            m_view.state = ui::ReviewState::Failed;
            m_view.problem = problem;
        }
    } else {
        m_facts = *facts;
        apply(m_facts, m_view);
        updateVoices();
    }
    emit reviewChanged();
}

void Review::loadWaves()
{
    std::vector<recording::MarkShelf::Speaker> speakers;
    for (const recording::SpeakerTally& speaker : m_facts.summary.speakers)
        if (speaker.frames > 0)
            speakers.push_back({speaker.user, speaker.frames});
    m_session->plans = std::make_shared<review::PlanShelf>(m_session->path, std::move(speakers),
                                                           m_session->cancelled);
    const review::OverviewCache cache(m_places.cacheFolder);
    const QString uuid = m_facts.summary.uuid;
    for (const ui::ReviewTrack& track : m_view.tracks) {
        const auto tally
            = std::ranges::find(m_facts.summary.speakers, track.id, &recording::SpeakerTally::user);
        const review::OverviewKey key {uuid, track.id, tally->frames};
        using Overview = std::optional<review::TrackOverview>;
        const auto make = [this, cache, key, worker = m_places.workerProgram](Session& session) {
            auto reader = recording::RecordingReader::open(session.path);
            const auto plan = session.plans->planOf(key.user, review::PlanShelf::Keep::No);
            if (!reader || !plan)
                return Overview();
            std::atomic<int> told = 0;
            auto made = review::makeOverview(
                **reader, key.user, *plan, session.plans->damageOf(key.user), worker,
                *session.cancelled, [&](double fraction) {
                    const int percent = static_cast<int>(fraction * 100);
                    if (told.exchange(percent) == percent)
                        return;
                    QMetaObject::invokeMethod(
                        this,
                        [this, path = session.path, user = key.user, fraction] {
                            auto* shown = trackOf(user);
                            if (!m_session || m_session->path != path || !shown || shown->wave)
                                return;
                            shown->waveProgress = fraction;
                            changeSoon(kProgressPace);
                        },
                        Qt::QueuedConnection);
                });
            if (made)
                cache.store(key, *made);
            return made;
        };
        later<Overview>(
            m_details, [cache, key](Session&) { return cache.load(key); },
            [this, make, user = track.id](Overview overview) {
                if (overview)
                    adoptWave(user, std::move(overview));
                else
                    later<Overview>(m_waves, make, [this, user](Overview made) {
                        adoptWave(user, std::move(made));
                    });
            });
    }
}

/// Many waves come together from the cache: the window draws them together.
void Review::changeSoon(milliseconds within)
{
    if (!m_changedSoon.isActive() || m_changedSoon.remainingTime() > within.count())
        m_changedSoon.start(within);
}

void Review::adoptWave(UserId user, std::optional<review::TrackOverview> overview)
{
    ui::ReviewTrack* track = trackOf(user);
    if (track == nullptr)
        return;
    track->waveFailed = !overview;
    if (overview) {
        track->wave = std::make_shared<Wave>(
            std::make_shared<const render::Peaks>(std::move(overview->peaks)));
        track->losses = lossSpansOf(overview->losses);
        track->waveProgress = 1;
        m_detailSoon.start(kDetailDelay);
    }
    changeSoon(kWavePace);
}

void Review::lookAt(ui::TimeSpan shown, double secondsPerColumn)
{
    m_shown = shown;
    m_secondsPerColumn = secondsPerColumn;
    m_detailSoon.start(kDetailDelay);
}

void Review::makeDetail()
{
    const double seconds = std::chrono::duration<double>(m_shown.second - m_shown.first).count();
    if (!m_session || m_secondsPerColumn <= 0 || m_secondsPerColumn > Wave::kCoarse
        || seconds > kMostDetail)
        return;
    // Half a window more on both sides: scrolling finds it there.
    const auto margin = (m_shown.second - m_shown.first) / 2;
    const SampleCount end = samplesAt(m_view.length);
    const SampleCount from = std::clamp(samplesAt(m_shown.first - margin), SampleCount(), end);
    const SampleCount to = std::clamp(samplesAt(m_shown.second + margin), SampleCount(), end);
    m_details.clear();
    using Detail = std::shared_ptr<const WaveDetail>;
    for (const ui::ReviewTrack& track : m_view.tracks) {
        const auto* wave = dynamic_cast<const Wave*>(track.wave.get());
        if (wave == nullptr)
            continue;
        const auto needed = std::pair(std::clamp(samplesAt(m_shown.first), SampleCount(), end),
                                      std::clamp(samplesAt(m_shown.second), SampleCount(), end));
        if (wave->detail() && wave->detail()->covers(needed.first.value(), needed.second.value()))
            continue;
        later<Detail>(
            m_details,
            [from, to, user = track.id, worker = m_places.workerProgram](Session& session) {
                auto reader = recording::RecordingReader::open(session.path);
                if (!reader)
                    return Detail();
                (*reader)->abandonWhen(session.cancelled.get());
                const auto plan = session.plans->planOf(user);
                if (!plan)
                    return Detail();
                std::vector<float> samples;
                for (review::SetAside aside;;) {
                    review::TrackPcm pcm(*plan, **reader, worker, from, to - from,
                                         review::TrackPcm::Priority::Normal, aside);
                    samples.resize(static_cast<std::size_t>(pcm.left().value()));
                    if (pcm.read(samples, *session.cancelled))
                        break;
                    if (!aside.learnFrom(pcm, *session.cancelled))
                        return Detail();
                }
                auto detail = std::make_shared<WaveDetail>();
                detail->first = from.value();
                detail->samples.resize(samples.size());
                std::ranges::transform(samples, detail->samples.begin(), [](float sample) {
                    return static_cast<std::int16_t>(std::lround(sample * 32767.0F));
                });
                return Detail(detail);
            },
            [this, user = track.id](Detail detail) { adoptDetail(user, std::move(detail)); });
    }
}

void Review::adoptDetail(UserId user, std::shared_ptr<const WaveDetail> detail)
{
    ui::ReviewTrack* track = trackOf(user);
    const auto* wave = track ? dynamic_cast<const Wave*>(track->wave.get()) : nullptr;
    if (wave == nullptr || !detail)
        return; // peaks are drawn, in steps
    track->wave = std::make_shared<Wave>(wave->peaks(), std::move(detail));
    emit reviewChanged();
}

ui::ReviewTrack* Review::trackOf(UserId user)
{
    const auto found = std::ranges::find(m_view.tracks, user, &ui::ReviewTrack::id);
    return found == m_view.tracks.end() ? nullptr : &*found;
}

// ---- playing ------------------------------------------------------------------------------------

void Review::updateVoices()
{
    if (!m_player)
        return;
    const bool anySolo = std::ranges::any_of(m_view.tracks, &ui::ReviewTrack::solo);
    std::vector<review::Voice> voices;
    for (const ui::ReviewTrack& track : m_view.tracks) {
        const bool heard = !track.muted && !track.excluded && (!anySolo || track.solo);
        voices.push_back(
            {track.id, heard ? static_cast<float>(std::pow(10.0, track.gain / 20)) : 0.0F});
    }
    m_player->setVoices(std::move(voices));
}

void Review::play(ui::TimeSpan stretch)
{
    if (!m_session || m_view.state != ui::ReviewState::Ready)
        return;
    if (!m_player) {
        m_player = std::make_shared<review::Player>(m_session->path, m_places.workerProgram,
                                                    m_session->plans);
        m_output = std::make_unique<monitor::AudioOutput>(std::make_shared<PlayerSource>(m_player),
                                                          m_outputs);
        connect(m_output.get(), &monitor::AudioOutput::stateChanged, this, &Review::followOutput);
    }
    m_noDevice = false;
    m_stretch = stretch;
    updateVoices();
    m_player->play(samplesAt(stretch.first), samplesAt(std::min(stretch.second, m_view.length)));
    m_output->start();
    followOutput(m_output->state());
    emit playbackChanged();
}

void Review::followOutput(monitor::AudioOutput::State state)
{
    const bool gone = state == monitor::AudioOutput::State::NoDevice
        || state == monitor::AudioOutput::State::Failed;
    if (gone && m_player && m_player->state() != review::Player::State::Stopped) {
        m_noDevice = true;
        m_player->stop();
        m_output->stop();
        emit playbackChanged();
    }
}

void Review::stop()
{
    if (!m_player)
        return;
    m_player->stop();
    m_output->stop();
    emit playbackChanged();
}

ui::PlaybackView Review::playback() const
{
    ui::PlaybackView view;
    view.noDevice = m_noDevice;
    if (!m_player)
        return view;
    view.silentTracks = m_player->silentTracks();
    view.position = std::chrono::floor<milliseconds>(durationOf(m_player->position()));
    switch (m_player->state()) {
    case review::Player::State::Stopped:
    case review::Player::State::Ended:
        break;
    case review::Player::State::Preparing:
        view.state = ui::PlayState::Preparing;
        break;
    case review::Player::State::Playing:
        view.state = ui::PlayState::Playing;
        break;
    }
    return view;
}

void Review::setMuted(UserId speaker, bool muted)
{
    if (ui::ReviewTrack* track = trackOf(speaker)) {
        track->muted = muted;
        updateVoices();
        emit reviewChanged();
    }
}

void Review::setSolo(UserId speaker, bool solo)
{
    if (ui::ReviewTrack* track = trackOf(speaker)) {
        track->solo = solo;
        updateVoices();
        emit reviewChanged();
    }
}

// ---- edits --------------------------------------------------------------------------------------

void Review::change(Change work)
{
    if (!m_session || !m_view.editable)
        return;
    struct Outcome {
        RecordingError error = RecordingError::None;
        std::optional<Result<ReviewFacts, RecordingError>> facts;
    };
    later<Outcome>(
        m_files,
        [work = std::move(work)](Session& session) {
            const auto done = work(session.path);
            return Outcome {done ? RecordingError::None : done.error(), readFacts(session.path)};
        },
        [this](const Outcome& outcome) {
            if (outcome.error != RecordingError::None)
                emit problemRaised(explain(outcome.error, m_view.path, During::Change));
            adoptFacts(*outcome.facts);
            emit edited(m_view.path);
        });
}

void Review::append(const recording::Edit& edit)
{
    change([edit](const QString& path) { return recording::EditLog::append(path, edit); });
}

void Review::setTitle(const QString& title)
{
    append(recording::titleEdit(title));
}

void Review::setNotes(const QString& notes)
{
    append(recording::notesEdit(notes));
}

void Review::renameSpeaker(UserId speaker, const QString& name)
{
    append(recording::nameEdit(speaker, name));
}

void Review::setGain(UserId speaker, double decibel)
{
    if (ui::ReviewTrack* track = trackOf(speaker); track && m_view.editable) {
        track->gain = decibel; // heard at once
        updateVoices();
    }
    append(recording::gainEdit(speaker, decibel));
}

void Review::setExcluded(UserId speaker, bool excluded)
{
    append(recording::excludeEdit(speaker, excluded));
}

void Review::setTrim(const std::optional<ui::TimeSpan>& keep)
{
    const TrackTime time(m_facts.pauses, m_facts.length);
    std::optional<recording::TrimSpan> span;
    if (keep)
        span = {time.onRecording(keep->first), time.onRecording(keep->second)};
    append(recording::trimEdit(span));
}

void Review::addMarker(milliseconds at, const QString& text)
{
    append(
        recording::markerAddEdit(TrackTime(m_facts.pauses, m_facts.length).onRecording(at), text));
}

void Review::moveMarker(const QString& key, milliseconds to)
{
    append(
        recording::markerMoveEdit(key, TrackTime(m_facts.pauses, m_facts.length).onRecording(to)));
}

void Review::setMarkerText(const QString& key, const QString& text)
{
    append(recording::markerTextEdit(key, text));
}

void Review::deleteMarker(const QString& key)
{
    append(recording::markerDeleteEdit(key));
}

void Review::undo()
{
    change([](const QString& path) { return recording::EditLog::undo(path); });
}

void Review::redo()
{
    change([](const QString& path) { return recording::EditLog::redo(path); });
}

} // namespace lavalier::app
