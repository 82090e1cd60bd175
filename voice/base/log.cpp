#include "voice/base/log.h"

namespace lavalier {

Q_LOGGING_CATEGORY(logGateway, "lavalier.gateway", QtInfoMsg)
Q_LOGGING_CATEGORY(logVoice, "lavalier.voice", QtInfoMsg)
Q_LOGGING_CATEGORY(logMedia, "lavalier.media", QtInfoMsg)
Q_LOGGING_CATEGORY(logDecode, "lavalier.decode", QtInfoMsg)
Q_LOGGING_CATEGORY(logRecording, "lavalier.recording", QtInfoMsg)
Q_LOGGING_CATEGORY(logExport, "lavalier.export", QtInfoMsg)
Q_LOGGING_CATEGORY(logSimulator, "lavalier.simulator", QtWarningMsg)
Q_LOGGING_CATEGORY(logApp, "lavalier.app", QtInfoMsg)

} // namespace lavalier
