<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>CallWords</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n recording</numerusform>
            <numerusform>%n recordings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message numerus="yes">
        <source>%n file(s) of this recording are not here or cannot be read; what they hold is missing in the tracks.</source>
        <translation>
            <numerusform>%n file of this recording is not here or cannot be read; what it holds is missing in the tracks.</numerusform>
            <numerusform>%n files of this recording are not here or cannot be read; what they hold is missing in the tracks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) could not be decoded and are missing.</source>
        <translation>
            <numerusform>%n packet could not be decoded and is missing.</numerusform>
            <numerusform>%n packets could not be decoded and are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) found no room in the Opus file.</source>
        <translation>
            <numerusform>%n packet found no room in the Opus file.</numerusform>
            <numerusform>%n packets found no room in the Opus file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LossText</name>
    <message numerus="yes">
        <source>%n packet(s)</source>
        <translation>
            <numerusform>%n packet</numerusform>
            <numerusform>%n packets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) lost on the network</source>
        <translation>
            <numerusform>%n packet lost on the network</numerusform>
            <numerusform>%n packets lost on the network</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not decrypted</source>
        <translation>
            <numerusform>%n packet not decrypted</numerusform>
            <numerusform>%n packets not decrypted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not written</source>
        <translation>
            <numerusform>%n packet not written</numerusform>
            <numerusform>%n packets not written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %n packet(s)</source>
        <translation>
            <numerusform>at most %n packet</numerusform>
            <numerusform>at most %n packets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message numerus="yes">
        <source>The disk has room for about %n more minute(s): %1 are free.</source>
        <translation>
            <numerusform>The disk has room for about %n more minute: %1 are free.</numerusform>
            <numerusform>The disk has room for about %n more minutes: %1 are free.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n minute(s) only: %2 are free.</source>
        <translation>
            <numerusform>%1 has room for about %n minute only: %2 are free.</numerusform>
            <numerusform>%1 has room for about %n minutes only: %2 are free.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportDialog</name>
    <message numerus="yes">
        <source>Export %n track(s)</source>
        <translation>
            <numerusform>Export %n track</numerusform>
            <numerusform>Export %n tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportsStrip</name>
    <message numerus="yes">
        <source>%1: %n file(s) exported</source>
        <translation>
            <numerusform>%1: %n file exported</numerusform>
            <numerusform>%1: %n files exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more export(s)</source>
        <translation>
            <numerusform>Show %n more export</numerusform>
            <numerusform>Show %n more exports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LivePage</name>
    <message numerus="yes">
        <source>%n person(s) in the channel. Press Join to hear them; nothing is recorded before you press Record.</source>
        <translation>
            <numerusform>%n person in the channel. Press Join to hear them; nothing is recorded before you press Record.</numerusform>
            <numerusform>%n people in the channel. Press Join to hear them; nothing is recorded before you press Record.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n frame(s) of audio are held in memory and would be lost.</source>
        <translation>
            <numerusform>%n frame of audio is held in memory and would be lost.</numerusform>
            <numerusform>%n frames of audio are held in memory and would be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) are running. What was said so far is safe on disk.</source>
        <translation>
            <numerusform>%n recording is running. What was said so far is safe on disk.</numerusform>
            <numerusform>%n recordings are running. What was said so far is safe on disk.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ProblemStack</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsModel</name>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>%n file missing</numerusform>
            <numerusform>%n files missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsPage</name>
    <message numerus="yes">
        <source>%n recording(s) were interrupted. What was recorded until then is safe: %1</source>
        <translation>
            <numerusform>%n recording was interrupted. What was recorded until then is safe: %1</numerusform>
            <numerusform>%n recordings were interrupted. What was recorded until then is safe: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReviewPage</name>
    <message numerus="yes">
        <source>%n track(s) cannot be decoded and stay silent.</source>
        <translation>
            <numerusform>%n track cannot be decoded and stay silent.</numerusform>
            <numerusform>%n tracks cannot be decoded and stay silent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SettingsPage</name>
    <message numerus="yes">
        <source>Automatic (%n core(s))</source>
        <translation>
            <numerusform>Automatic (%n core)</numerusform>
            <numerusform>Automatic (%n cores)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SetupAssistant</name>
    <message numerus="yes">
        <source>The bot is in %n server(s).</source>
        <translation>
            <numerusform>The bot is in %n server.</numerusform>
            <numerusform>The bot is in %n servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It works: %n track(s), each %1 s long to the sample.</source>
        <translation>
            <numerusform>It works: %n track, each %1 s long to the sample.</numerusform>
            <numerusform>It works: %n tracks, each %1 s long to the sample.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TransportBar</name>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n speaker(s)</source>
        <translation>
            <numerusform>%n speaker</numerusform>
            <numerusform>%n speakers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) not written</source>
        <translation>
            <numerusform>%n frame not written</numerusform>
            <numerusform>%n frames not written</numerusform>
        </translation>
    </message>
</context>
</TS>
