#include "app/listening.h"

#include <algorithm>
#include <cmath>

namespace lavalier::app {

Listening::Listening(std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent)
    : QObject(parent)
    , m_mixer(std::make_shared<monitor::Mixer>())
    , m_output(m_mixer, std::move(outputs))
{
    connect(&m_output, &monitor::AudioOutput::stateChanged, this, [this] {
        connectParts();
        emit changed();
    });
}

Listening::~Listening()
{
    m_output.disconnect(this);
    if (m_pool)
        m_pool->listen(nullptr);
}

void Listening::follow(pool::DecodePool* pool, GuildId server)
{
    if (m_server != server) {
        for (const auto& [speaker, choice] : m_choices[m_server])
            setStrip(speaker, {});
        m_server = server;
        for (const auto& [speaker, choice] : m_choices[m_server])
            setStrip(speaker, choice);
    }
    if (m_pool == pool)
        return;
    if (m_pool)
        m_pool->listen(nullptr);
    m_pool = pool;
    m_mixer->clear();
    // Without a call the device is given back.
    if (m_on && m_pool)
        m_output.start();
    else
        m_output.stop();
    connectParts();
}

void Listening::forbid()
{
    setOn(false);
    m_forbidden = true;
}

void Listening::setOn(bool on)
{
    if (m_on == on || m_forbidden)
        return;
    m_on = on;
    if (on && m_pool)
        m_output.start();
    else
        m_output.stop();
    connectParts();
    emit changed();
}

void Listening::connectParts()
{
    if (!m_pool)
        return;
    if (m_on && m_output.state() == monitor::AudioOutput::State::Playing) {
        m_pool->listen([mixer = m_mixer](UserId user, std::span<const float> stereo) {
            mixer->add(user, stereo);
        });
    } else {
        m_pool->listen(nullptr);
        m_mixer->clear();
    }
}

void Listening::setVolume(double linear)
{
    m_volume = std::isfinite(linear) ? std::clamp(linear, 0.0, 1.0) : 1;
    // A slider's middle is half as loud, not half the amplitude.
    m_mixer->setVolume(static_cast<float>(m_volume * m_volume));
    emit changed();
}

void Listening::choose(UserId speaker, const ui::ListeningChoice& choice)
{
    m_choices[m_server][speaker] = choice;
    setStrip(speaker, choice);
    emit changed();
}

void Listening::setStrip(UserId speaker, const ui::ListeningChoice& choice)
{
    m_mixer->setStrip(
        speaker,
        {choice.solo, choice.muted, static_cast<float>(std::pow(10.0, choice.gainDb / 20))});
}

ui::Listening Listening::state() const
{
    if (!m_on)
        return ui::Listening::Off;
    switch (m_output.state()) {
    case monitor::AudioOutput::State::NoDevice:
        return ui::Listening::NoDevice;
    case monitor::AudioOutput::State::Failed:
        return ui::Listening::Failed;
    case monitor::AudioOutput::State::Stopped: // as soon as there is a call
    case monitor::AudioOutput::State::Playing:
        break;
    }
    return ui::Listening::On;
}

ui::ListeningChoice Listening::choice(UserId speaker) const
{
    const auto here = m_choices.find(m_server);
    if (here == m_choices.end())
        return {};
    const auto found = here->second.find(speaker);
    return found == here->second.end() ? ui::ListeningChoice() : found->second;
}

} // namespace lavalier::app
