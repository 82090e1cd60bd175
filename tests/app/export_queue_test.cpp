#include "app/export_order.h"

#include <QTest>

using namespace lavalier;

class ExportQueueTest : public QObject {
    Q_OBJECT
private slots:
    void decodesNoMoreTracksAtATimeThanSet_data()
    {
        QTest::addColumn<int>("workers");
        QTest::newRow("by the machine's cores") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
    }

    void decodesNoMoreTracksAtATimeThanSet()
    {
        QFETCH(const int, workers);
        ui::Settings settings;
        settings.workerCount = workers;
        QCOMPARE(app::requestOf({}, settings).parallelTracks, workers);
    }
};

QTEST_GUILESS_MAIN(ExportQueueTest)
#include "export_queue_test.moc"
