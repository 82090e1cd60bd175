// CPU of 25 meters at 30 Hz with 4 of them moving, ours against naively painted ones; goal ≤ 0.4.
//
// Both sides run the same seconds of the same levels in turn, in the same window size, on the
// platform QT_QPA_PLATFORM names, and paint for real. The naive meter is what one writes first: a
// gradient with antialiasing and labels, wholly repainted at every tick. Figures are CPU time of
// this process; compare the ratio only.
#include "processes.h"
#include "sections.h"
#include "ui/models/level_scale.h"
#include "ui/models/meter_ballistics.h"
#include "ui/theme.h"
#include "ui/widgets/level_bar.h"

#include <QApplication>
#include <QPainter>
#include <QVBoxLayout>
#include <QWidget>

#include <cmath>
#include <vector>

namespace lavalier::bench {
namespace {

using namespace lavalier::ui;

constexpr int kMeters = 25;
constexpr int kMoving = 4;
constexpr int kTicks = 30 * 10;
constexpr int kRounds = 5;
constexpr double kGoal = 0.4;

class NaiveMeter : public QWidget {
public:
    float db = -60;

    void setLevel(float level)
    {
        db = level;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const ThemeTokens& tokens = currentTokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(rect(), tokens.surface);
        QRectF bar(0, 0, width(), 9);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.meterTrack);
        painter.drawRoundedRect(bar, 3, 3);
        QLinearGradient gradient(bar.topLeft(), bar.topRight());
        gradient.setColorAt(0, tokens.meterLow);
        gradient.setColorAt(0.7, tokens.meterMid);
        gradient.setColorAt(0.9, tokens.meterHigh);
        gradient.setColorAt(1, tokens.record);
        painter.setBrush(gradient);
        bar.setWidth(LevelScale {width()}.exactX(double(db)));
        painter.drawRoundedRect(bar, 3, 3);
        painter.setPen(tokens.faint);
        painter.setFont(scaledFont(font(), 0.75));
        for (const int label : LevelScale::kLabels)
            painter.drawText(LevelScale {width()}.x(label), height() - 2, QString::number(label));
    }
};

float levelAt(int meter, int tick)
{
    if (meter >= kMoving)
        return -100;
    const double t = tick / 30.0;
    return float(-22 + 9 * std::sin(t * 7 + meter) + 6 * std::sin(t * 17.3 + meter * 2));
}

template <typename Meter> struct MeterColumn {
    QWidget window;
    std::vector<Meter*> meters;

    MeterColumn()
    {
        auto* layout = new QVBoxLayout(&window);
        for (int i = 0; i < kMeters; ++i) {
            meters.push_back(new Meter);
            meters.back()->setFixedSize(260, 24);
            layout->addWidget(meters.back());
        }
        window.show();
        QApplication::processEvents();
    }
};

/// CPU seconds of one pass over the levels.
double ourCost()
{
    MeterColumn<LevelBar> column;
    std::vector<MeterBallistics> levels(kMeters);
    const double before = ownCpu();
    for (int tick = 0; tick < kTicks; ++tick) {
        const SteadyTime now {std::chrono::hours(1) + std::chrono::milliseconds(tick * 34)};
        for (int i = 0; i < kMeters; ++i) {
            levels[size_t(i)].feed(levelAt(i, tick) + 6, levelAt(i, tick), false, now);
            column.meters[size_t(i)]->showLevels(levels[size_t(i)], now);
        }
        QApplication::processEvents();
    }
    return ownCpu() - before;
}

double naiveCost()
{
    MeterColumn<NaiveMeter> column;
    const double before = ownCpu();
    for (int tick = 0; tick < kTicks; ++tick) {
        for (int i = 0; i < kMeters; ++i)
            column.meters[size_t(i)]->setLevel(std::max(-60.0F, levelAt(i, tick)));
        QApplication::processEvents();
    }
    return ownCpu() - before;
}

} // namespace

void measureMeters(Report& report, const Options& options)
{
    report.begin("meters", "25 meters at 30 Hz, 4 of them moving, against naively painted ones");
    QApplication application(options.argc, options.argv);
    applyTheme(application, ColourScheme::Dark);
    const Rounds costs = inTurn(options.quick ? 2 : kRounds, {ourCost, naiveCost});
    report.figure("CPU of the meters", ratioOf(costs[0], costs[1]), "", atMost(kGoal));
    const auto share
        = [](const std::vector<double>& cost) { return spreadOf(cost).median * 30 / kTicks * 100; };
    report.note(QStringLiteral("ours %1 % of a core, naive %2 %")
                    .arg(share(costs[0]), 0, 'f', 2)
                    .arg(share(costs[1]), 0, 'f', 2));
}

} // namespace lavalier::bench
