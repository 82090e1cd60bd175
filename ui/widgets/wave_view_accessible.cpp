#include "ui/models/timeline.h"
#include "ui/widgets/wave_view.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace lavalier::ui {

namespace {

/// A waveform as assistive tools see it: a slider over the recording's seconds, whose value in
/// words says how loud it is there.
class WaveInterface final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit WaveInterface(WaveView* view)
        : QAccessibleWidget(view, QAccessible::Slider)
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
        return kind == QAccessible::Value ? view().valueText() : QAccessibleWidget::text(kind);
    }

    QVariant currentValue() const override { return view().timeline().cursor(); }
    void setCurrentValue(const QVariant& value) override
    {
        view().timeline().setCursor(value.toDouble());
        view().timeline().reveal(view().timeline().cursor());
    }
    QVariant maximumValue() const override { return view().timeline().length(); }
    QVariant minimumValue() const override { return 0.0; }
    QVariant minimumStepSize() const override { return 0.001; }

private:
    const WaveView& view() const { return *static_cast<const WaveView*>(widget()); }
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    if (className != QLatin1String("lavalier::ui::WaveView"))
        return nullptr;
    auto* view = qobject_cast<WaveView*>(object);
    return view ? new WaveInterface(view) : nullptr;
}

} // namespace

void installWaveAccessibility()
{
    static const bool once = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(once)
}

} // namespace lavalier::ui
