// The same for test programs, with what nearly each of them includes.
#pragma once

#include "precompiled.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
