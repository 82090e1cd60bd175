#pragma once

#include "ui/ports/export_findings.h"
#include "ui/ports/library_port.h"
#include "ui/ports/problem.h"
#include "voice/base/strong_id.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace lavalier::ui {

enum class ExportFormat {
    OggOpus, ///< what was received, not coded again; needs no ffmpeg, nor does WAV
    Wav16, ///< every WAV is a Broadcast Wave file; RF64 beyond 4 GiB
    Wav24,
    Flac16,
    Flac24,
    Mp3,
    Aac, ///< in .m4a
};
/// MP3's variable-bitrate steps as people name them: about 245, 190 and 130 kbit/s for stereo.
/// AAC's rates are 256, 160 and 96.
enum class Mp3Quality { Best, High, Small };
enum class ExportOutput {
    Tracks, ///< a file per speaker
    Mix, ///< one file with everybody together
    TracksAndMix,
    OneFile, ///< one Matroska file (.mka) that holds every track; needs ffmpeg
};
enum class ExportChannels { Auto, Mono, Stereo };
/// Integrated loudness in LUFS; true peaks stay below -1 dBTP. Ogg Opus tracks get it as a gain in
/// their header, which stops where peaks would pass the ceiling.
enum class ExportLoudness { Off, Minus23, Minus19Mono, Minus16, Minus14 };

struct ExportGain {
    UserId speaker;
    double decibels = 0; ///< -60 to 24

    bool operator==(const ExportGain&) const = default;
};

/// The part of an order that another recording can use as well: what a preset holds.
struct ExportChoices {
    ExportFormat format = ExportFormat::OggOpus;
    Mp3Quality quality = Mp3Quality::High; ///< of MP3 and AAC
    ExportOutput output = ExportOutput::Tracks;
    ExportChannels channels = ExportChannels::Auto;
    ExportLoudness loudness = ExportLoudness::Off;
    bool keepPauses = false; ///< as silence; else cut from all tracks alike
    QString nameTemplate; ///< {number} {speaker} {server} {channel} {date} {time}; empty: settings'
    bool labels
        = false; ///< markers as an Audacity label file; formats that can hold them do anyway
    bool reaperProject = false; ///< .rpp beside the tracks
    bool audacityProject = false; ///< .lof and labels beside the tracks
    bool dawProject = false; ///< .dawproject beside the tracks
    bool jsonReport = false; ///< what was made, lost and measured, as JSON beside the tracks

    bool operator==(const ExportChoices&) const = default;
};

/// What the export dialog asks for.
struct ExportOrder : ExportChoices {
    QString recordingPath;
    std::vector<UserId> speakers; ///< empty means all
    std::vector<ExportGain> gains; ///< who is not named keeps 0 dB
    QString folder;
    /// On the tracks' own time, as players show it: pauses count only when they are kept.
    std::optional<std::chrono::microseconds> from;
    std::optional<std::chrono::microseconds> to;

    bool operator==(const ExportOrder&) const = default;
};

constexpr bool needsFfmpeg(const ExportChoices& choices)
{
    const bool copied
        = choices.output == ExportOutput::Tracks && choices.format == ExportFormat::OggOpus;
    return choices.output == ExportOutput::OneFile
        || !(copied || choices.format == ExportFormat::Wav16
             || choices.format == ExportFormat::Wav24);
}

enum class ExportPreset {
    Editing, ///< WAV 24 bit, everything for an audio program
    Podcast, ///< tracks and mix in FLAC at -16 LUFS
    Archive, ///< what was received, with labels and report, pauses kept
    Sharing, ///< one MP3 mix at -16 LUFS
};
inline constexpr std::array kExportPresets {ExportPreset::Editing, ExportPreset::Podcast,
                                            ExportPreset::Archive, ExportPreset::Sharing};

/// What a person keeps to use again.
struct NamedChoices {
    QString name;
    ExportChoices choices;

    bool operator==(const NamedChoices&) const = default;
};

enum class ExportState { Waiting, Running, Done, Failed, Cancelled };

struct ExportView {
    int id = 0;
    QString recordingTitle;
    ExportState state = ExportState::Waiting;
    double fraction = 0; ///< 0 to 1 over all that is made
    QString folder;
    QStringList files; ///< finished so far, whole paths; can be dragged into other programs
    std::optional<Problem> problem; ///< when Failed, or the report was not saved; its key begins
                                    ///< "export" and is this export's own
    double speed = 0; ///< seconds of recording a second; 0 while unknown
    std::optional<std::chrono::seconds> remaining; ///< once it can be told
    ExportFindings findings {}; ///< when Done
    bool canSaveReport = false; ///< when Done, and its report is not among the files
    bool isClip = false; ///< asked for by startClip(), and nothing for a list of exports

    bool operator==(const ExportView&) const = default;
};

/// Export jobs: queued, running, done.
///
/// Thread:  GUI.
class ExportPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual std::vector<ExportView> exports() const = 0; ///< newest first
    /// What was asked for under this id, to ask again.
    virtual std::optional<ExportOrder> orderOf(int id) const = 0;
    virtual bool mp3Available() const = 0; ///< ffmpeg was found; see needsFfmpeg()
    virtual ExportChoices presetChoices(ExportPreset preset) const = 0;
    /// The names the tracks will have, in their order, for the dialog's preview.
    virtual QStringList fileNames(const ExportOrder& order,
                                  const RecordingView& recording) const = 0;
    virtual std::vector<NamedChoices> savedPresets() const { return {}; }
    virtual QString suggestedFolder(const QString& recordingPath) const = 0;

public slots:
    virtual int startExport(const lavalier::ui::ExportOrder& order) = 0;
    /// A selection, to be dragged or copied into another program: made at once, whatever else is
    /// queued, into a folder of its own that goes when the program ends. A further one ends the one
    /// before. Comes as exportChanged() only; the order's folder does not count.
    virtual int startClip(const lavalier::ui::ExportOrder& /*order*/) { return 0; }
    virtual void cancelExport(int id) = 0;
    virtual int retryExport(int id) = 0; ///< asks for the same again; the new id, 0 when unknown
    virtual void showExported(int id) = 0; ///< opens the folder
    virtual void saveReport(int /*id*/) { } ///< as JSON beside the files
    virtual void savePreset(const lavalier::ui::NamedChoices& /*preset*/) {
    } ///< replaces its namesake
    virtual void deletePreset(const QString& /*name*/) { }

signals:
    void exportChanged(const lavalier::ui::ExportView& view);
};

} // namespace lavalier::ui
