#pragma once

#include "ui/ports/loss_view.h"
#include "ui/ports/settings_port.h"
#include "voice/base/strong_id.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;

namespace lavalier::ui {

/// What the desktop asks for; `app` reads it from the portal and passes it in as a value.
enum class ColourScheme { Dark, Light };

/// The colours of one scheme, each with one job (design study, "Tokens").
///
/// Red is for recording, clipping and speech that is gone, amber for something to look at, green
/// for flowing audio, the accent for selection and links. The *Text variants keep 4.5:1 on every
/// surface.
struct ThemeTokens {
    ColourScheme scheme;
    QColor background, side, surface, line, text;
    QColor channel; ///< names of channels that can be joined; of others they are secondary
    QColor secondary, faint;
    QColor accent, onAccent, selection;
    QColor record, recordFill, onRecord, recordText;
    QColor flowing, flowingText, attention, attentionText;
    QColor meterTrack, meterLow, meterMid, meterHigh;
    QColor restored, sealed, unwritten; ///< in loss lanes, beside attention and record
};

const ThemeTokens& themeTokens(ColourScheme scheme);
/// The tokens to paint with now, known from the application's palette. A widget's own palette will
/// not do: the style sheet puts a button's fill into it.
const ThemeTokens& currentTokens();

/// Light or dark as the system made the application: by its palette before the first applyTheme().
ColourScheme nativeScheme(const QApplication& application);
ColourScheme chosenScheme(Theme theme, ColourScheme system);
QPalette themePalette(const ThemeTokens& tokens);
/// The one style sheet (resources/style/lavalier.qss) with the tokens filled in.
QString themeStyleSheet(const ThemeTokens& tokens);
/// Style, palette and style sheet of the whole program; cheap when nothing changed.
void applyTheme(QApplication& application, ColourScheme scheme);

/// What a cause is painted in: amber where the decoder filled a hole, red where speech is gone for
/// good, violet where it came and could not be opened, neither decrypted nor decoded, pink
/// where this computer lost it, grey where somebody wanted it so.
QColor lossColour(LossMark mark, const ThemeTokens& tokens);

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor& one, const QColor& other);

/// The system's font made larger or bolder; never a family of our own.
QFont scaledFont(const QFont& base, double factor, QFont::Weight weight = QFont::Normal);

/// A speaker's colour comes from the id, so it is the same in lanes, library and export.
/// Dark enough for white initials (4.5:1).
QColor identityColour(std::uint64_t id);
/// The same hue, light or dark enough to be seen as a trace on the scheme's surface.
QColor traceColour(std::uint64_t id, const ThemeTokens& tokens);

} // namespace lavalier::ui
