#include "ui/widgets/level_bar.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <cmath>

namespace lavalier::ui {

namespace {

/// A meter as assistive tools see it. AT-SPI knows a level bar, Qt does not; a progress bar is the
/// role with a readable value and no promise that one can change it.
class LevelBarInterface final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit LevelBarInterface(LevelBar* bar)
        : QAccessibleWidget(bar, QAccessible::ProgressBar)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? bar().valueText() : QAccessibleWidget::text(kind);
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        return state;
    }

    // Tenths are what the meter can promise; more digits would only be noise.
    QVariant currentValue() const override { return std::round(bar().averageDb() * 10) / 10; }
    void setCurrentValue(const QVariant&) override { }
    QVariant maximumValue() const override { return double(MeterBallistics::kTopDb); }
    QVariant minimumValue() const override { return double(MeterBallistics::kFloorDb); }
    QVariant minimumStepSize() const override { return 0.1; }

private:
    const LevelBar& bar() const { return *static_cast<const LevelBar*>(widget()); }
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    if (className != QLatin1String("lavalier::ui::LevelBar"))
        return nullptr;
    auto* bar = qobject_cast<LevelBar*>(object);
    return bar ? new LevelBarInterface(bar) : nullptr;
}

} // namespace

void installMeterAccessibility()
{
    static const bool once = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(once)
}

} // namespace lavalier::ui
