#include "ui/widgets/problem_banner.h"

#include "ui/text/problem_text.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/parts.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {

namespace {

Banner::Tone toneOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Notice:
        return Banner::Tone::Notice;
    case Problem::Severity::Warning:
        return Banner::Tone::Warning;
    case Problem::Severity::Error:
        break;
    }
    return Banner::Tone::Error;
}

} // namespace

ProblemBanner::ProblemBanner(const Problem& problem, QWidget* parent)
    : Banner(toneOf(problem.severity), parent)
    , m_problem(problem)
{
    setAccessibleName(problem.whatHappened);
    setAccessibleDescription(problemReport(problem));
    setWords(problem.whatHappened, QString(problem.whatIsSafe + u' ' + problem.whatToDo).trimmed());
    auto* technical = plainLabel(problem.technical, "secondary", this);
    technical->setFont(scaledFont(font(), 0.9));
    technical->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    technical->hide();
    addLine(technical);

    auto* copy = new IconButton({}, tr("Copy"), QStringLiteral("link"), this);
    copy->setAccessibleName(tr("Copy problem"));
    copy->setToolTip(tr("What happened, what is safe, what to do, and the details"));
    addButton(copy);
    auto* details = new IconButton({}, tr("Details"), QStringLiteral("link"), this);
    details->setVisible(!problem.technical.isEmpty());
    addButton(details);
    for (const Problem::Remedy remedy : {problem.remedy, problem.otherRemedy}) {
        if (remedy == Problem::Remedy::None)
            continue;
        auto* button = new IconButton({}, remedyLabel(remedy), {}, this);
        addButton(button);
        connect(button, &QPushButton::clicked, this,
                [this, remedy] { emit remedyChosen(m_problem.key, remedy); });
    }
    auto* close
        = new IconButton(QStringLiteral("close"), tr("Dismiss"), QStringLiteral("quiet"), this);
    close->setNarrow(true);
    setCloseButton(close);

    connect(details, &QPushButton::clicked, this, [=] {
        const bool show = technical->isHidden();
        technical->setVisible(show);
        details->setWords(show ? tr("Less") : tr("Details"));
    });
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(problemReport(m_problem)); });
    connect(close, &QPushButton::clicked, this, [this] { emit dismissed(m_problem.key); });
}

ProblemStack::ProblemStack(QWidget* parent)
    : QWidget(parent)
    , m_area(new QScrollArea(this))
    , m_column(new QWidget)
    , m_more(new IconButton({}, {}, QStringLiteral("link"), this))
{
    m_column->setObjectName(QStringLiteral("page"));
    m_layout = new QVBoxLayout(m_column);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_layout->addStretch(1);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::NoFocus); // what is in it has the keyboard, and scrolls it
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setWidget(m_column);
    m_more->setObjectName(QStringLiteral("MoreProblems"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 10, 20, 2);
    outer->setSpacing(6);
    outer->addWidget(m_area);
    outer->addWidget(m_more, 0, Qt::AlignLeading);
    setAccessibleName(tr("Problems"));
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_all = !m_all;
        rebuild();
    });
    m_column->installEventFilter(this);
    if (parent)
        parent->installEventFilter(this);
    rebuild();
}

void ProblemStack::setProblems(std::vector<Problem> problems)
{
    if (problems == m_problems)
        return;
    m_problems = std::move(problems);
    rebuild();
}

void ProblemStack::add(const Problem& problem)
{
    const auto same = std::find_if(m_problems.begin(), m_problems.end(),
                                   [&](const Problem& p) { return p.key == problem.key; });
    if (same != m_problems.end() && *same == problem)
        return;
    if (same != m_problems.end())
        *same = problem;
    else
        m_problems.push_back(problem);
    rebuild();
    announce(this, QString(problem.whatHappened + u' ' + problem.whatIsSafe).trimmed());
}

void ProblemStack::resolve(const QString& key)
{
    if (std::erase_if(m_problems, [&](const Problem& p) { return p.key == key; }) > 0)
        rebuild();
}

ProblemBanner* ProblemStack::makeBanner(const Problem& problem)
{
    auto* banner = new ProblemBanner(problem, this);
    connect(banner, &ProblemBanner::dismissed, this, [this](const QString& key) {
        resolve(key);
        emit dismissed(key);
    });
    connect(banner, &ProblemBanner::remedyChosen, this, &ProblemStack::remedyChosen);
    return banner;
}

void ProblemStack::rebuild()
{
    m_all = m_all && m_problems.size() > 1;
    std::vector<Problem> sorted = m_problems;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
        return static_cast<int>(a.severity) > static_cast<int>(b.severity);
    });
    std::vector<ProblemBanner*> before = std::exchange(m_banners, {});
    for (std::size_t i = 0; i < sorted.size() && (m_all || i < kShown); ++i) {
        const auto same = std::find_if(before.begin(), before.end(), [&](const ProblemBanner* b) {
            return b->problem() == sorted[i];
        });
        ProblemBanner* banner = same == before.end() ? makeBanner(sorted[i]) : *same;
        if (same != before.end())
            before.erase(same);
        m_layout->insertWidget(static_cast<int>(i), banner);
        m_banners.push_back(banner);
    }
    for (ProblemBanner* gone : before) {
        m_layout->removeWidget(gone);
        gone->hide();
        gone->deleteLater(); // we may be inside its click
    }
    QList<QWidget*> controls;
    for (const ProblemBanner* banner : m_banners)
        controls.append(banner->controls());
    keepInTabOrder(this, controls << m_more);
    fit();
    setVisible(!sorted.empty());
}

void ProblemStack::fit()
{
    const QMargins around = layout()->contentsMargins();
    const int most = parentWidget() ? parentWidget()->height() / 2 : 0;
    const int bar = m_area->verticalScrollBar()->sizeHint().width();
    const int wide = width() - around.left() - around.right() - (m_all ? bar : 0);
    int high = 0;
    int all = 0;
    std::size_t shown = 0;
    bool fits = true;
    for (ProblemBanner* banner : m_banners) {
        banner->ensurePolished();
        const int needed = banner->heightForWidth(std::max(wide, 200));
        banner->setFixedHeight(needed); // a layout gives less where others want more
        const int with = all + (all > 0 ? m_layout->spacing() : 0) + needed;
        // The gravest is there whatever it takes; nor is there anything after what does not fit.
        fits = fits && (shown == 0 || most <= 0 || around.top() + with <= most);
        banner->setVisible(fits || m_all);
        all = with;
        if (!fits)
            continue;
        high = all;
        ++shown;
    }
    // Opened, the rest is reached by scrolling, and the way back stands below.
    const int room = most - around.top() - m_more->sizeHint().height() - layout()->spacing();
    m_area->setFixedHeight(m_all && most > 0
                               ? std::max(m_banners.front()->height(), std::min(all, room * 4 / 3))
                               : high);
    const std::size_t usual = std::min<std::size_t>(shown, kShown);
    m_more->setWords(m_all
                         ? tr("Fewer")
                         : tr("and %n more", nullptr, static_cast<int>(m_problems.size() - shown)));
    m_more->setVisible(m_problems.size() > usual);
}

bool ProblemStack::eventFilter(QObject* watched, QEvent* event)
{
    if ((event->type() == QEvent::Resize && watched == parentWidget())
        || (event->type() == QEvent::LayoutRequest && watched == m_column))
        fit(); // details that are shown, other words
    return QWidget::eventFilter(watched, event);
}

void ProblemStack::resizeEvent(QResizeEvent*)
{
    fit();
}

} // namespace lavalier::ui
