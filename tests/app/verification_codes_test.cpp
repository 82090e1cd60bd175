#include "app/verification_codes.h"
#include "tests/patience.h"
#include "voice/dave/verification.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;

namespace {

const DaveMember kOwn {UserId(1), QByteArray(65, 'o')};
const DaveMember kAna {UserId(2), QByteArray(65, 'a')};
const DaveMember kBen {UserId(3), QByteArray(65, 'b')};

} // namespace

class VerificationCodesTest : public QObject {
    Q_OBJECT
private slots:
    void answersLaterAndThenAtOnce()
    {
        VerificationCodes codes;
        QSignalSpy ready(&codes, &VerificationCodes::ready);
        codes.request(kOwn, kAna);
        codes.request(kOwn, kAna); // asked twice, made once
        QCOMPARE(ready.count(), 0); // nobody waited for it
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, test::kPatience);
        const QString code = ready.at(0).at(1).toString();
        QVERIFY2(QRegularExpression(QStringLiteral("^(\\d{5} ){8}\\d{5}$")).match(code).hasMatch(),
                 qPrintable(code));
        codes.request(kOwn, kAna);
        QCOMPARE(ready.count(), 2);
        QCOMPARE(ready.at(1).at(1).toString(), code);
        // A new key is another code.
        codes.request(kOwn, {kAna.user, QByteArray(65, 'z')});
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 3, test::kPatience);
        QVERIFY(ready.at(2).at(1).toString() != code);
    }

    void bothSidesReadTheSame()
    {
        const auto mine = VerificationCodes::compute(kOwn, {kAna, kBen});
        const auto theirs = VerificationCodes::compute(kAna, {kOwn});
        QCOMPARE(mine.size(), std::size_t(2));
        QCOMPARE(mine.at(kAna.user), theirs.at(kOwn.user));
        QVERIFY(mine.at(kAna.user) != mine.at(kBen.user));
    }

    void endsWhileOneIsBeingMade()
    {
        VerificationCodes codes;
        codes.request(kOwn, kAna);
        codes.request(kOwn, kBen);
    }
};

QTEST_GUILESS_MAIN(VerificationCodesTest)
#include "verification_codes_test.moc"
