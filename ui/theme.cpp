#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

static void initStyleResource()
{
    Q_INIT_RESOURCE(lavalier_ui); // a static library's resources are not found by themselves
}

namespace lavalier::ui {

namespace {

constexpr auto kNativeScheme = "lavalierNativeScheme";

QColor hex(QRgb rgb)
{
    return QColor::fromRgb(rgb);
}

ThemeTokens makeDark()
{
    return {
        .scheme = ColourScheme::Dark,
        .background = hex(0x15171b),
        .side = hex(0x1b1e24),
        .surface = hex(0x20242b),
        .line = hex(0x2b3038),
        .text = hex(0xe7e9ee),
        .channel = hex(0xc4cad4),
        .secondary = hex(0x9aa3b2),
        .faint = hex(0x6b7484),
        .accent = hex(0x5aa9e6),
        .onAccent = hex(0x0b1a27),
        .selection = hex(0x263b4d),
        .record = hex(0xe5484d),
        .recordFill = hex(0xd13438),
        .onRecord = hex(0xffffff),
        .recordText = hex(0xff8d90),
        .flowing = hex(0x3fb68b),
        .flowingText = hex(0x4cc79a),
        .attention = hex(0xe2a03f),
        .attentionText = hex(0xe9b25f),
        .meterTrack = hex(0x2f353e),
        .meterLow = hex(0x3fb68b),
        .meterMid = hex(0xd9b542),
        .meterHigh = hex(0xe8853d),
        .restored = hex(0x4fa3c7),
        .sealed = hex(0xb07fe0),
        .unwritten = hex(0xf062b8),
    };
}

ThemeTokens makeLight()
{
    return {
        .scheme = ColourScheme::Light,
        .background = hex(0xf5f6f8),
        .side = hex(0xeceef2),
        .surface = hex(0xffffff),
        .line = hex(0xdfe3e9),
        .text = hex(0x1c2027),
        .channel = hex(0x3a414d),
        .secondary = hex(0x5a6372),
        .faint = hex(0x7c8594),
        .accent = hex(0x1a65a4),
        .onAccent = hex(0xffffff),
        .selection = hex(0xd3e2ef),
        .record = hex(0xd13438),
        .recordFill = hex(0xd13438),
        .onRecord = hex(0xffffff),
        .recordText = hex(0xb3262a),
        .flowing = hex(0x1f8a63),
        .flowingText = hex(0x17704f),
        .attention = hex(0xb97a14),
        .attentionText = hex(0x80530a),
        .meterTrack = hex(0xe3e7ec),
        .meterLow = hex(0x1f8a63),
        .meterMid = hex(0xa37a0c),
        .meterHigh = hex(0xc9641a),
        .restored = hex(0x2f86ab),
        .sealed = hex(0x8250c4),
        .unwritten = hex(0xc0228a),
    };
}

double channelLuminance(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * channelLuminance(colour.redF()) + 0.7152 * channelLuminance(colour.greenF())
        + 0.0722 * channelLuminance(colour.blueF());
}

float identityHue(std::uint64_t id)
{
    // Neighbouring ids must not get neighbouring hues: mix all bits first (splitmix64's finisher).
    id = (id ^ (id >> 30U)) * 0xbf58476d1ce4e5b9U;
    id = (id ^ (id >> 27U)) * 0x94d049bb133111ebU;
    id ^= id >> 31U;
    return static_cast<float>(id % 360) / 360.0F;
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto mix = [share](int a, int b) {
        return static_cast<int>(std::lround(a * share + b * (1 - share)));
    };
    return QColor(mix(over.red(), under.red()), mix(over.green(), under.green()),
                  mix(over.blue(), under.blue()));
}

} // namespace

const ThemeTokens& themeTokens(ColourScheme scheme)
{
    static const ThemeTokens dark = makeDark();
    static const ThemeTokens light = makeLight();
    return scheme == ColourScheme::Dark ? dark : light;
}

const ThemeTokens& currentTokens()
{
    const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return themeTokens(dark ? ColourScheme::Dark : ColourScheme::Light);
}

ColourScheme nativeScheme(const QApplication& application)
{
    const QVariant kept = application.property(kNativeScheme);
    return kept.isValid() ? static_cast<ColourScheme>(kept.toInt()) : currentTokens().scheme;
}

ColourScheme chosenScheme(Theme theme, ColourScheme system)
{
    switch (theme) {
    case Theme::Dark:
        return ColourScheme::Dark;
    case Theme::Light:
        return ColourScheme::Light;
    case Theme::System:
        break;
    }
    return system;
}

QPalette themePalette(const ThemeTokens& t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.background);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.side);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.secondary);
    palette.setColor(QPalette::Button, t.surface);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.recordText);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.surface);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Light, t.line.lighter(120));
    palette.setColor(QPalette::Midlight, t.line);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.line.darker(130));
    palette.setColor(QPalette::Shadow, t.background.darker(140));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.faint);
    return palette;
}

QString themeStyleSheet(const ThemeTokens& t)
{
    initStyleResource();
    QFile file(QStringLiteral(":/style/lavalier.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const bool dark = t.scheme == ColourScheme::Dark;
    // Longer names first: "@text" must not eat the start of "@textish".
    const std::pair<QLatin1String, QColor> colours[] = {
        {QLatin1String("@attention-wash"), mixed(t.attention, t.background, 0.14)},
        {QLatin1String("@attention-line"), mixed(t.attention, t.background, 0.45)},
        {QLatin1String("@attention-text"), t.attentionText},
        {QLatin1String("@record-wash"), mixed(t.record, t.background, 0.14)},
        {QLatin1String("@record-line"), mixed(t.record, t.background, 0.5)},
        {QLatin1String("@record-hover"), t.recordFill.lighter(dark ? 112 : 108)},
        {QLatin1String("@record-fill"), t.recordFill},
        {QLatin1String("@record-text"), t.recordText},
        {QLatin1String("@on-record"), t.onRecord},
        {QLatin1String("@on-accent"), t.onAccent},
        {QLatin1String("@accent-wash"), mixed(t.accent, t.background, 0.12)},
        {QLatin1String("@accent-line"), mixed(t.accent, t.background, 0.45)},
        {QLatin1String("@accent-hover"), dark ? t.accent.lighter(110) : t.accent.darker(110)},
        {QLatin1String("@flowing-line"), mixed(t.flowing, t.background, 0.5)},
        {QLatin1String("@flowing-text"), t.flowingText},
        {QLatin1String("@surface-hover"), mixed(t.text, t.surface, 0.06)},
        {QLatin1String("@side-hover"), mixed(t.text, t.side, 0.06)},
        {QLatin1String("@selection"), t.selection},
        {QLatin1String("@background"), t.background},
        {QLatin1String("@secondary"), t.secondary},
        {QLatin1String("@surface"), t.surface},
        {QLatin1String("@accent"), t.accent},
        {QLatin1String("@record"), t.record},
        {QLatin1String("@flowing"), t.flowing},
        {QLatin1String("@attention"), t.attention},
        {QLatin1String("@track"), t.meterTrack},
        {QLatin1String("@faint"), t.faint},
        {QLatin1String("@side"), t.side},
        {QLatin1String("@line"), t.line},
        {QLatin1String("@text"), t.text},
    };
    for (const auto& [name, colour] : colours)
        sheet.replace(name, colour.name());
    sheet.replace(QLatin1String("#scheme"), dark ? QLatin1String("dark") : QLatin1String("light"));
    return sheet;
}

void applyTheme(QApplication& application, ColourScheme scheme)
{
    const ThemeTokens& tokens = themeTokens(scheme);
    const QString sheet = themeStyleSheet(tokens);
    if (application.styleSheet() == sheet)
        return;
    if (!application.property(kNativeScheme).isValid()) // afterwards the palette is ours
        application.setProperty(kNativeScheme, static_cast<int>(nativeScheme(application)));
    application.setStyleSheet({});
    // Fusion draws the same everywhere and takes every colour from the palette.
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(themePalette(tokens));
    application.setStyleSheet(sheet);
}

QColor lossColour(LossMark mark, const ThemeTokens& tokens)
{
    switch (mark) {
    case LossMark::Recovered:
        return tokens.restored;
    case LossMark::Concealed:
    case LossMark::Late:
        return tokens.attention;
    case LossMark::Silent:
    case LossMark::Outage:
        return tokens.record;
    case LossMark::Undecryptable:
    case LossMark::Undecodable:
        return tokens.sealed;
    case LossMark::NotWritten:
    case LossMark::Dropped:
    case LossMark::Damaged:
        return tokens.unwritten;
    case LossMark::Overlapped:
    case LossMark::Paused:
    case LossMark::Excluded:
        break;
    }
    return tokens.faint;
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QFont scaledFont(const QFont& base, double factor, QFont::Weight weight)
{
    QFont font = base;
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(base.pixelSize() * factor))));
    font.setWeight(weight);
    return font;
}

QColor identityColour(std::uint64_t id)
{
    float lightness = 0.52F;
    QColor colour = QColor::fromHslF(identityHue(id), 0.5F, lightness);
    while (contrast(colour, Qt::white) < 4.5 && lightness > 0.2F) {
        lightness -= 0.02F;
        colour = QColor::fromHslF(identityHue(id), 0.5F, lightness);
    }
    return colour;
}

QColor traceColour(std::uint64_t id, const ThemeTokens& tokens)
{
    const bool dark = tokens.scheme == ColourScheme::Dark;
    float lightness = 0.5F;
    QColor colour = QColor::fromHslF(identityHue(id), 0.55F, lightness);
    while (contrast(colour, tokens.surface) < 4 && lightness > 0.2F && lightness < 0.9F) {
        lightness += dark ? 0.02F : -0.02F;
        colour = QColor::fromHslF(identityHue(id), 0.55F, lightness);
    }
    return colour;
}

} // namespace lavalier::ui
