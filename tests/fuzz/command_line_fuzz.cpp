// Arguments, cut from the input at line ends. A sentence comes back or a command; no token that
// somebody tried to pass is ever repeated in the sentence.
#include "app/command_line.h"
#include "app/output_options.h"

#include <cstdlib>

using namespace lavalier;
using namespace lavalier::app;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString text
        = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    static_cast<void>(parsePosition(text));
    if (const auto length = parseDuration(text);
        length && (length->count() <= 0 || *length > std::chrono::hours(24 * 7)))
        std::abort();

    const QStringList arguments = text.split(u'\n');
    const auto command = parseCommandLine(arguments);
    if (!command && command.error().isEmpty())
        std::abort();
    const QString secret = QStringLiteral("MTk4NjIy.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs");
    for (const QString& option :
         {QStringLiteral("--token"), QString(QStringLiteral("--token=") + secret)}) {
        QStringList tried = arguments;
        tried << option << secret;
        const auto refused = parseCommandLine(tried);
        if (!refused && refused.error().contains(secret))
            std::abort();
    }
    return 0;
}
