#include "app/desktop_scheme.h"

#include <QDBusVariant>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;

namespace {

QVariant wrapped(uint number, int times)
{
    QVariant value(number);
    for (int i = 0; i < times; ++i)
        value = QVariant::fromValue(QDBusVariant(value));
    return value;
}

} // namespace

class DesktopSchemeTest : public QObject {
    Q_OBJECT
private slots:
    void understandsThePortal_data()
    {
        using Scheme = std::optional<ui::ColourScheme>;
        QTest::addColumn<QVariant>("answer");
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("dark") << wrapped(1, 2) << Scheme(ui::ColourScheme::Dark);
        QTest::newRow("light") << wrapped(2, 2) << Scheme(ui::ColourScheme::Light);
        QTest::newRow("light, wrapped once") << wrapped(2, 1) << Scheme(ui::ColourScheme::Light);
        QTest::newRow("no preference, as GNOME says it") << wrapped(0, 2) << Scheme();
        QTest::newRow("a number to come") << wrapped(3, 2) << Scheme();
        QTest::newRow("no number") << QVariant(QStringLiteral("dark")) << Scheme();
    }
    void understandsThePortal()
    {
        QFETCH(QVariant, answer);
        QFETCH(std::optional<ui::ColourScheme>, scheme);
        DesktopScheme desktop;
        std::vector<std::optional<ui::ColourScheme>> told;
        connect(&desktop, &DesktopScheme::schemePreferred, this,
                [&told](std::optional<ui::ColourScheme> one) { told.push_back(one); });
        desktop.adopt(answer);
        QCOMPARE(told.size(), std::size_t(1)); // also of none, after there was one
        QVERIFY(told.front() == scheme);
    }
};

QTEST_GUILESS_MAIN(DesktopSchemeTest)
#include "desktop_scheme_test.moc"
