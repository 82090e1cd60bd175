// What can be read and told apart, measured on the colours the window is painted with: WCAG 2's
// 4.5 for words, 3 for meter parts, icons and the ring around what has the keyboard.
#include "ui/ports/loss_view.h"
#include "ui/theme.h"
#include "ui/widgets/lane.h"

#include <QApplication>
#include <QImage>
#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <set>
#include <vector>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

constexpr double kWords = 4.5;
constexpr double kParts = 3;

/// One rule of the style sheet, its colours filled in.
struct Rule {
    QString selector;
    QString body;

    QColor colour(const char* property) const
    {
        const QRegularExpression value(
            QStringLiteral("(?:^|[;{\\s])%1:[^;]*?(#[0-9a-f]{6})").arg(QLatin1String(property)));
        const auto match = value.match(body);
        return match.hasMatch() ? QColor(match.captured(1)) : QColor();
    }
};

std::vector<Rule> rulesOf(const ThemeTokens& tokens)
{
    QString sheet = themeStyleSheet(tokens);
    sheet.remove(QRegularExpression(QStringLiteral("/\\*.*?\\*/"),
                                    QRegularExpression::DotMatchesEverythingOption));
    std::vector<Rule> rules;
    const QRegularExpression rule(QStringLiteral("([^{}]+)\\{([^}]*)\\}"));
    for (auto match = rule.globalMatch(sheet); match.hasNext();) {
        const auto one = match.next();
        rules.push_back({one.captured(1).simplified(), one.captured(2).simplified()});
    }
    return rules;
}

void expectContrast(const QColor& one, const QColor& other, double least, const QString& where)
{
    QVERIFY2(one.isValid() && other.isValid(), qPrintable(where));
    QVERIFY2(contrast(one, other) >= least,
             qPrintable(QStringLiteral("%1: %2 on %3 has %4, not %5")
                            .arg(where, one.name(), other.name())
                            .arg(contrast(one, other), 0, 'f', 2)
                            .arg(least)));
}

} // namespace

class ContrastTest : public QObject {
    Q_OBJECT
private:
    /// Both schemes as rows.
    static void schemes()
    {
        QTest::addColumn<ColourScheme>("scheme");
        QTest::newRow("dark") << ColourScheme::Dark;
        QTest::newRow("light") << ColourScheme::Light;
    }

private slots:
    void wordsCanBeReadOnEverySurface_data() { schemes(); }
    void wordsCanBeReadOnEverySurface()
    {
        QFETCH(ColourScheme, scheme);
        const ThemeTokens& t = themeTokens(scheme);
        for (const QColor& surface : {t.background, t.side, t.surface, t.selection})
            for (const QColor& words : {t.text, t.channel, t.secondary, t.flowingText,
                                        t.attentionText, t.recordText, t.accent})
                expectContrast(words, surface, kWords, QStringLiteral("words"));
        expectContrast(t.onAccent, t.accent, kWords, QStringLiteral("on the accent"));
        expectContrast(t.onRecord, t.recordFill, kWords, QStringLiteral("on record"));
    }

    void paletteRolesKeepTheirPromise_data() { schemes(); }
    void paletteRolesKeepTheirPromise()
    {
        QFETCH(ColourScheme, scheme);
        const QPalette palette = themePalette(themeTokens(scheme));
        const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
            {QPalette::WindowText, QPalette::Window},
            {QPalette::Text, QPalette::Base},
            {QPalette::Text, QPalette::AlternateBase},
            {QPalette::ButtonText, QPalette::Button},
            {QPalette::BrightText, QPalette::Window},
            {QPalette::PlaceholderText, QPalette::Base},
            {QPalette::HighlightedText, QPalette::Highlight},
            {QPalette::Link, QPalette::Window},
            {QPalette::Link, QPalette::Base},
            {QPalette::ToolTipText, QPalette::ToolTipBase},
        };
        for (const auto& [words, surface] : pairs)
            expectContrast(palette.color(words), palette.color(surface), kWords,
                           QStringLiteral("role %1").arg(int(words)));
    }

    /// Wherever a rule sets both, they were chosen for each other. What is disabled is left out, as
    /// WCAG does.
    void everyRuleOfTheStyleSheetCanBeRead_data() { schemes(); }
    void everyRuleOfTheStyleSheetCanBeRead()
    {
        QFETCH(ColourScheme, scheme);
        int checked = 0;
        for (const Rule& rule : rulesOf(themeTokens(scheme))) {
            const QColor words = rule.colour("color");
            const QColor fill = rule.colour("background");
            if (!words.isValid() || !fill.isValid()
                || rule.selector.contains(QLatin1String(":disabled")))
                continue;
            ++checked;
            expectContrast(words, fill, kWords, rule.selector);
        }
        QVERIFY2(checked >= 10, "the style sheet is not read as it is written");
    }

    void whatStandsInABannerCanBeRead_data() { schemes(); }
    void whatStandsInABannerCanBeRead()
    {
        QFETCH(ColourScheme, scheme);
        const ThemeTokens& t = themeTokens(scheme);
        int banners = 0;
        for (const Rule& rule : rulesOf(t)) {
            if (!rule.selector.startsWith(QLatin1String("QFrame[kind=\"problem\"]")))
                continue;
            ++banners;
            for (const QColor& words : {t.text, t.secondary, t.accent, t.attentionText})
                expectContrast(words, rule.colour("background"), kWords, rule.selector);
        }
        QCOMPARE(banners, 3);
    }

    void metersAndLampsCanBeTold_data() { schemes(); }
    void metersAndLampsCanBeTold()
    {
        QFETCH(ColourScheme, scheme);
        const ThemeTokens& t = themeTokens(scheme);
        for (const QColor& part : {t.meterLow, t.meterMid, t.meterHigh, t.record, t.text}) {
            expectContrast(part, t.surface, kParts, QStringLiteral("meter on its lane"));
            expectContrast(part, t.meterTrack, kParts, QStringLiteral("meter on its track"));
        }
        for (const QColor& lamp : {t.flowing, t.attention})
            expectContrast(lamp, t.surface, kParts, QStringLiteral("lamp"));
        for (int mark = 0; mark < kLossMarks; ++mark)
            expectContrast(lossColour(static_cast<LossMark>(mark), t), t.surface, kParts,
                           QStringLiteral("loss %1").arg(mark));
    }

    void iconsCanBeSeenOnEverySurface_data() { schemes(); }
    void iconsCanBeSeenOnEverySurface()
    {
        QFETCH(ColourScheme, scheme);
        const ThemeTokens& t = themeTokens(scheme);
        for (const QColor& surface : {t.background, t.side, t.surface})
            for (const QColor& icon :
                 {t.text, t.secondary, t.faint, t.accent, t.flowing, t.attention, t.record})
                expectContrast(icon, surface, kParts, QStringLiteral("icon"));
    }

    void theRingAroundWhatHasTheKeyboardCanBeSeen_data() { schemes(); }
    void theRingAroundWhatHasTheKeyboardCanBeSeen()
    {
        QFETCH(ColourScheme, scheme);
        const ThemeTokens& t = themeTokens(scheme);
        int rings = 0;
        for (const Rule& rule : rulesOf(t)) {
            const QColor ring = rule.colour("border");
            if (!rule.selector.contains(QLatin1String(":focus")) || !ring.isValid())
                continue;
            ++rings;
            for (const QColor& around : {t.background, t.side, t.surface})
                expectContrast(ring, around, kParts, rule.selector);
        }
        QVERIFY2(rings >= 8, "the style sheet is not read as it is written");
        // Painted by the widgets themselves: the lock, waveforms, the channel with the keyboard.
        for (const QColor& around : {t.background, t.side, t.surface, t.selection})
            expectContrast(t.accent, around, kParts, QStringLiteral("painted ring"));
    }

    void everyIdentityColourCarriesWhiteInitials()
    {
        for (std::uint64_t id = 1; id < 400; ++id) {
            QVERIFY(contrast(identityColour(id * 7919), Qt::white) >= kWords);
            for (const auto scheme : {ColourScheme::Dark, ColourScheme::Light})
                QVERIFY(contrast(traceColour(id * 7919, themeTokens(scheme)),
                                 themeTokens(scheme).surface)
                        >= kParts);
        }
        QCOMPARE(identityColour(42), identityColour(42));
    }

    void whoLeftCanStillBeRead_data()
    {
        QTest::addColumn<ColourScheme>("scheme");
        QTest::addColumn<std::uint64_t>("lost");
        QTest::addColumn<QColor ThemeTokens::*>("side");
        for (const auto scheme : {ColourScheme::Dark, ColourScheme::Light}) {
            const char* name = scheme == ColourScheme::Dark ? "dark" : "light";
            QTest::addRow("%s, left", name)
                << scheme << std::uint64_t {0} << &ThemeTokens::secondary;
            QTest::addRow("%s, and what is missing", name)
                << scheme << std::uint64_t {7} << &ThemeTokens::recordText;
        }
    }
    void whoLeftCanStillBeRead()
    {
        QFETCH(ColourScheme, scheme);
        QFETCH(std::uint64_t, lost);
        QFETCH(QColor ThemeTokens::*, side);
        applyTheme(*qApp, scheme);
        SpeakersModel::Lane facts;
        facts.speaker.id = UserId(101);
        facts.speaker.name = QStringLiteral("Ana");
        facts.speaker.present = false;
        facts.speaker.framesNotWritten = lost;
        Lane lane;
        lane.setFacts(facts, nullptr);
        lane.resize(900, 96);
        // Four times as large, so that letters are more than their soft edges.
        QImage image(lane.size() * 4, QImage::Format_RGB32);
        image.setDevicePixelRatio(4);
        lane.render(&image, {}, {}, QWidget::RenderFlags());
        std::set<QRgb> painted;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                painted.insert(image.pixel(x, y));
        const ThemeTokens& t = themeTokens(scheme);
        for (const QColor& words : {t.text, t.*side}) {
            QVERIFY2(painted.contains(words.rgb()), qPrintable(words.name()));
            expectContrast(words, t.surface, kWords, QStringLiteral("words of who left"));
        }
    }
};

QTEST_MAIN(ContrastTest)
#include "contrast_test.moc"
