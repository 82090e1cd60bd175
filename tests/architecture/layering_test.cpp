#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

/// Reads every #include of the tree and holds it against the arrows of ARCHITECTURE.md.
class LayeringTest : public QObject {
    Q_OBJECT
private slots:
    void everyIncludeFollowsAnArrow();
    void uiOpensNoSocketProcessOrFile();
    void mlsKnowsNoDiscord();
};

namespace {

QString sourceDir()
{
    return qEnvironmentVariable("LAVALIER_SOURCE_DIR");
}

/// folder → folders it may include, itself not named. A folder that is missing here may include
/// nothing.
const QMap<QString, QStringList>& arrows()
{
    static const QMap<QString, QStringList> kArrows {
        {"voice/base", {}},
        {"voice/crypto", {"voice/base"}},
        {"voice/mls", {"voice/crypto", "voice/base"}},
        {"voice/dave", {"voice/mls", "voice/crypto", "voice/base"}},
        {"voice/rtp", {"voice/base"}},
        {"voice/gateway", {"voice/base"}},
        {"voice/control", {"voice/dave", "voice/rtp", "voice/crypto", "voice/base"}},
        {"voice/receive",
         {"voice/control", "voice/dave", "voice/rtp", "voice/crypto", "voice/base"}},
        {"voice/simulator", {"voice/rtp", "voice/crypto", "voice/mls", "voice/dave", "voice/base"}},
        {"processing/level", {"voice/base"}},
        {"processing/wire", {"voice/base"}},
        {"processing/confinement", {}},
        {"processing/worker",
         {"processing/wire", "processing/level", "processing/confinement", "voice/base"}},
        {"processing/pool", {"processing/wire", "processing/level", "voice/base"}},
        {"processing/timeline", {"voice/base"}},
        {"processing/render", {"processing/timeline", "processing/wire", "voice/base"}},
        {"sinks/live", {"processing/pool", "voice/base"}},
        {"sinks/monitor", {"voice/base"}},
        {"sinks/recording", {"processing/timeline", "processing/render", "voice/base"}},
        {"sinks/exporter",
         {"sinks/recording", "processing/render", "processing/timeline", "processing/wire",
          "processing/confinement", "voice/base"}},
        {"sinks/review",
         {"sinks/recording", "sinks/exporter", "processing/render", "processing/timeline",
          "processing/wire", "voice/base"}},
        {"ui", {"voice/base"}},
        {"app",
         {"ui", "voice/base", "voice/gateway", "voice/control", "voice/receive", "voice/crypto",
          "voice/dave", "voice/simulator", "processing/pool", "processing/level",
          "processing/confinement", "processing/timeline", "processing/render", "sinks/live",
          "sinks/monitor", "sinks/recording", "sinks/exporter", "sinks/review"}},
    };
    return kArrows;
}

/// The arrow's end a path belongs to: two levels deep, but `ui` and `app` are one folder each.
QString folderOf(const QString& path)
{
    const QStringList parts = path.split(u'/');
    if (parts[0] == "ui" || parts[0] == "app")
        return parts[0];
    return parts.size() > 2 ? parts[0] + u'/' + parts[1] : parts[0];
}

struct Include {
    QString file;
    int line;
    QString target;
};

QList<Include> includesBelow(const QString& folder)
{
    static const QRegularExpression kInclude(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QList<Include> includes;
    QDirIterator files(sourceDir() + u'/' + folder, {"*.h", "*.cpp"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString name = QDir(sourceDir()).relativeFilePath(file.fileName());
        for (int line = 1; !file.atEnd(); ++line) {
            const auto match = kInclude.match(QString::fromUtf8(file.readLine()));
            if (match.hasMatch())
                includes.append({name, line, match.captured(1)});
        }
    }
    return includes;
}

} // namespace

void LayeringTest::everyIncludeFollowsAnArrow()
{
    QStringList broken;
    int checked = 0;
    for (const char* top : {"voice", "processing", "sinks", "ui", "app"}) {
        for (const Include& include : includesBelow(QLatin1String(top))) {
            static const QStringList kOurs {"voice/", "processing/", "sinks/",
                                            "ui/",    "app/",        "tests/"};
            const bool ours = std::any_of(kOurs.begin(), kOurs.end(), [&](const QString& prefix) {
                return include.target.startsWith(prefix);
            });
            if (!ours)
                continue;
            ++checked;
            const QString from = folderOf(include.file);
            const QString to = folderOf(include.target);
            if (from != to && !arrows().value(from).contains(to))
                broken.append(QStringLiteral("%1:%2 includes %3: no arrow %4 -> %5")
                                  .arg(include.file)
                                  .arg(include.line)
                                  .arg(include.target, from, to));
        }
    }
    QVERIFY2(checked > 100, "hardly any include was found: is LAVALIER_SOURCE_DIR right?");
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u'\n')));
}

void LayeringTest::uiOpensNoSocketProcessOrFile()
{
    static const QStringList kForbidden {
        "QTcpSocket", "QUdpSocket", "QWebSocket",  "QProcess", "QNetworkAccessManager",
        "QFile",      "QSaveFile",  "QSqlDatabase"};
    QStringList broken;
    // These two read what is compiled into the program (":/…"), nothing of the file system.
    static const QStringList kResourceReaders {"ui/icons.cpp", "ui/theme.cpp"};
    for (const Include& include : includesBelow("ui"))
        if (kForbidden.contains(include.target)
            && !(include.target == "QFile" && kResourceReaders.contains(include.file)))
            broken.append(include.file + QStringLiteral(" includes ") + include.target);
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u'\n')));
}

void LayeringTest::mlsKnowsNoDiscord()
{
    QDirIterator files(sourceDir() + "/voice/mls", {"*.h", "*.cpp"}, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().toLower().contains("discord"), qPrintable(file.fileName()));
    }
}

QTEST_GUILESS_MAIN(LayeringTest)
#include "layering_test.moc"
