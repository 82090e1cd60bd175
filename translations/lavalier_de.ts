<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Announcements</name>
    <message>
        <source>Recording goes on.</source>
        <translation>Die Aufnahme geht weiter.</translation>
    </message>
    <message>
        <source>Recording has started.</source>
        <translation>Die Aufnahme hat begonnen.</translation>
    </message>
    <message>
        <source>Recording is paused.</source>
        <translation>Die Aufnahme ist angehalten.</translation>
    </message>
    <message>
        <source>Recording has ended.</source>
        <translation>Die Aufnahme ist zu Ende.</translation>
    </message>
    <message>
        <source>You have left the call.</source>
        <translation>Sie haben den Anruf verlassen.</translation>
    </message>
    <message>
        <source>The connection to the call is back.</source>
        <translation>Die Verbindung zum Anruf ist wieder da.</translation>
    </message>
    <message>
        <source>You are in the call %1.</source>
        <translation>Sie sind im Anruf %1.</translation>
    </message>
    <message>
        <source>%1 is not missing from the recording any more.</source>
        <translation>%1 fehlt in der Aufnahme nicht mehr.</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Not recorded: %1</source>
        <translation>Nicht aufgenommen: %1</translation>
    </message>
</context>
<context>
    <name>Confinement</name>
    <message>
        <source>Confinement: none. On this system, or in this build, decoder and ffmpeg run with the rights of your account.</source>
        <translation>Einschränkung: keine. Auf diesem System oder in diesem Build laufen Dekoder und ffmpeg mit den Rechten Ihres Kontos.</translation>
    </message>
    <message>
        <source>system calls filtered (the decoder has no network, files or processes, ffmpeg no network)</source>
        <translation>Systemaufrufe gefiltert (der Dekoder hat kein Netz, keine Dateien und Prozesse, ffmpeg kein Netz)</translation>
    </message>
    <message>
        <source>files closed by Landlock %1 (the decoder opens none, ffmpeg reads its input and writes its folder)</source>
        <translation>Dateien durch Landlock %1 verschlossen (der Dekoder öffnet keine, ffmpeg liest seine Eingabe und schreibt in seinen Ordner)</translation>
    </message>
    <message>
        <source>ffmpeg may open the files of your account, as this kernel has no Landlock</source>
        <translation>ffmpeg kann die Dateien Ihres Kontos öffnen, da dieser Kernel kein Landlock hat</translation>
    </message>
    <message>
        <source>Confinement: %1.</source>
        <translation>Einschränkung: %1.</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>room for weeks</source>
        <translation>Platz für Wochen</translation>
    </message>
    <message>
        <source>room for %1 h</source>
        <translation>Platz für %1 h</translation>
    </message>
    <message>
        <source>room for %1 min</source>
        <translation>Platz für %1 min</translation>
    </message>
</context>
<context>
    <name>EncryptionWords</name>
    <message>
        <source>Connecting …</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>Stage: not end-to-end encrypted</source>
        <translation>Bühne: nicht Ende-zu-Ende-verschlüsselt</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted</source>
        <translation>Nicht Ende-zu-Ende-verschlüsselt</translation>
    </message>
    <message>
        <source>Joining the encrypted call …</source>
        <translation>Tritt dem verschlüsselten Anruf bei …</translation>
    </message>
    <message>
        <source>End-to-end encrypted</source>
        <translation>Ende-zu-Ende-verschlüsselt</translation>
    </message>
    <message>
        <source>Recovering the encryption …</source>
        <translation>Stellt die Verschlüsselung wieder her …</translation>
    </message>
    <message>
        <source>Asking how the call is protected</source>
        <translation>Fragt, wie der Anruf geschützt ist</translation>
    </message>
    <message>
        <source>Protected on the way to Discord only</source>
        <translation>Nur auf dem Weg zu Discord geschützt</translation>
    </message>
    <message>
        <source>Waiting for the group&apos;s keys</source>
        <translation>Wartet auf die Schlüssel der Gruppe</translation>
    </message>
    <message>
        <source>Asking the group for new keys</source>
        <translation>Bittet die Gruppe um neue Schlüssel</translation>
    </message>
    <message>
        <source>Lavalier is still being told how this call is protected.</source>
        <translation>Lavalier erfährt gerade erst, wie dieser Anruf geschützt ist.</translation>
    </message>
    <message>
        <source>Stages are open by design: Discord protects the audio on its way, but can hear it. Recording works as always.</source>
        <translation>Bühnen sind von Natur aus offen: Discord schützt den Ton unterwegs, kann ihn aber hören. Aufnehmen geht wie immer.</translation>
    </message>
    <message>
        <source>Discord protects the audio on its way, but can hear it. Usually somebody&apos;s program cannot do end-to-end encryption. Recording works as always.</source>
        <translation>Discord schützt den Ton unterwegs, kann ihn aber hören. Meist kann das Programm von jemandem keine Ende-zu-Ende-Verschlüsselung. Aufnehmen geht wie immer.</translation>
    </message>
    <message>
        <source>The people in the call are handing Lavalier their keys. What is heard meanwhile is kept for ten seconds and decrypted once they are here.</source>
        <translation>Die Leute im Anruf geben Lavalier gerade ihre Schlüssel. Was inzwischen zu hören ist, wird zehn Sekunden aufgehoben und entschlüsselt, sobald sie da sind.</translation>
    </message>
    <message>
        <source>Only the people in the call can hear it. If everybody reads the same six groups on their screen, nobody stands in between.</source>
        <translation>Nur die Leute im Anruf können ihn hören. Lesen alle dieselben sechs Gruppen auf ihrem Bildschirm, steht niemand dazwischen.</translation>
    </message>
    <message>
        <source>The keys did not fit any more, so Lavalier has asked to be let in anew. What is heard meanwhile is kept for ten seconds and decrypted once the new keys are here.</source>
        <translation>Die Schlüssel passten nicht mehr, deshalb hat Lavalier um neuen Einlass gebeten. Was inzwischen zu hören ist, wird zehn Sekunden aufgehoben und entschlüsselt, sobald die neuen Schlüssel da sind.</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message numerus="yes">
        <source>%n file(s) of this recording are not here or cannot be read; what they hold is missing in the tracks.</source>
        <translation>
            <numerusform>%n Datei dieser Aufnahme ist nicht hier oder nicht lesbar; was sie enthält, fehlt in den Spuren.</numerusform>
            <numerusform>%n Dateien dieser Aufnahme sind nicht hier oder nicht lesbar; was sie enthalten, fehlt in den Spuren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) could not be decoded and are missing.</source>
        <translation>
            <numerusform>%n Paket konnte nicht dekodiert werden und fehlt.</numerusform>
            <numerusform>%n Pakete konnten nicht dekodiert werden und fehlen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) found no room in the Opus file.</source>
        <translation>
            <numerusform>%n Paket fand in der Opus-Datei keinen Platz.</numerusform>
            <numerusform>%n Pakete fanden in der Opus-Datei keinen Platz.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be decrypted.</source>
        <translation>%1 konnten nicht entschlüsselt werden.</translation>
    </message>
    <message>
        <source>%1 did not reach the disk.</source>
        <translation>%1 kamen nicht auf den Datenträger.</translation>
    </message>
    <message>
        <source>Cut off from the call for %1.</source>
        <translation>%1 lang vom Anruf getrennt.</translation>
    </message>
    <message>
        <source>At most %1 dropped by this computer, which was too busy, and filled in.</source>
        <translation>Höchstens %1 gingen verloren, weil dieser Computer überlastet war, und wurden aufgefüllt.</translation>
    </message>
    <message>
        <source>%1 lost on the network and filled in.</source>
        <translation>%1 im Netz verloren und aufgefüllt.</translation>
    </message>
    <message>
        <source>All tracks in step within %1 ms.</source>
        <translation>Alle Spuren auf %1 ms genau im Takt.</translation>
    </message>
    <message>
        <source>%1 could not be read: the recording’s file is damaged there.</source>
        <translation>%1 nicht lesbar: Dort ist die Datei der Aufnahme beschädigt.</translation>
    </message>
    <message>
        <source>There is more in this recording, behind a damage of its log: recover it, then export the copy.</source>
        <translation>Hinter einer Beschädigung ihres Protokolls enthält diese Aufnahme noch mehr: erst wiederherstellen, dann die Kopie exportieren.</translation>
    </message>
</context>
<context>
    <name>FolderText</name>
    <message>
        <source>Nothing can be written there: choose another folder, or make room and allow writing in this one.</source>
        <translation>Dorthin kann nichts geschrieben werden: Wählen Sie einen anderen Ordner, oder schaffen Sie in diesem Platz und erlauben Sie das Schreiben.</translation>
    </message>
    <message>
        <source>There is a file of this name: choose another folder.</source>
        <translation>Es gibt eine Datei dieses Namens: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Its disk does not answer: choose a folder on another disk, or see whether this one is connected.</source>
        <translation>Die Festplatte antwortet nicht: Wählen Sie einen Ordner auf einer anderen, oder sehen Sie nach, ob diese verbunden ist.</translation>
    </message>
    <message>
        <source>Not used: give the whole path, beginning with %1.</source>
        <translation>Nicht übernommen: Geben Sie den ganzen Pfad an, beginnend mit %1.</translation>
    </message>
</context>
<context>
    <name>ForgetDialog</name>
    <message>
        <source>Forget a person</source>
        <translation>Eine Person vergessen</translation>
    </message>
    <message>
        <source>Takes everything this person said in %1 out of the recording, with their name, for good. This cannot be undone. Exported files stay as they are.</source>
        <translation>Nimmt alles, was diese Person in %1 gesagt hat, samt Namen endgültig aus der Aufnahme. Das kann nicht rückgängig gemacht werden. Exportierte Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Person to forget</source>
        <translation>Zu vergessende Person</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
</context>
<context>
    <name>LossText</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>lost, restored from the next packet</source>
        <translation>verloren, aus dem nächsten Paket wiederhergestellt</translation>
    </message>
    <message>
        <source>lost, concealed</source>
        <translation>verloren, überdeckt</translation>
    </message>
    <message>
        <source>lost, silence</source>
        <translation>verloren, Stille</translation>
    </message>
    <message>
        <source>this computer was too busy</source>
        <translation>dieser Computer war überlastet</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>zu spät</translation>
    </message>
    <message>
        <source>not decrypted</source>
        <translation>nicht entschlüsselt</translation>
    </message>
    <message>
        <source>could not be decoded</source>
        <translation>nicht dekodierbar</translation>
    </message>
    <message>
        <source>not written</source>
        <translation>nicht geschrieben</translation>
    </message>
    <message>
        <source>cut off from the call</source>
        <translation>vom Anruf abgeschnitten</translation>
    </message>
    <message>
        <source>spoke on a newer connection</source>
        <translation>sprach über eine neuere Verbindung</translation>
    </message>
    <message>
        <source>recording paused</source>
        <translation>Aufnahme angehalten</translation>
    </message>
    <message>
        <source>not to be recorded</source>
        <translation>soll nicht aufgenommen werden</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s)</source>
        <translation>
            <numerusform>%n Paket</numerusform>
            <numerusform>%n Pakete</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>nothing is missing</source>
        <translation>nichts fehlt</translation>
    </message>
    <message>
        <source>waiting for a key or for the disk</source>
        <translation>wartet auf einen Schlüssel oder den Datenträger</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) lost on the network</source>
        <translation>
            <numerusform>%n Paket im Netz verloren</numerusform>
            <numerusform>%n Pakete im Netz verloren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not decrypted</source>
        <translation>
            <numerusform>%n Paket nicht entschlüsselt</numerusform>
            <numerusform>%n Pakete nicht entschlüsselt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not written</source>
        <translation>
            <numerusform>%n Paket nicht geschrieben</numerusform>
            <numerusform>%n Pakete nicht geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>In the last two minutes: %1</source>
        <translation>In den letzten zwei Minuten: %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message numerus="yes">
        <source>at most %n packet(s)</source>
        <translation>
            <numerusform>höchstens %n Paket</numerusform>
            <numerusform>höchstens %n Pakete</numerusform>
        </translation>
    </message>
    <message>
        <source>the file is damaged here</source>
        <translation>die Datei ist hier beschädigt</translation>
    </message>
</context>
<context>
    <name>MarkerText</name>
    <message>
        <source>marker</source>
        <translation>Marke</translation>
    </message>
</context>
<context>
    <name>PresetText</name>
    <message>
        <source>For an audio program</source>
        <translation>Für ein Audioprogramm</translation>
    </message>
    <message>
        <source>Podcast</source>
        <translation>Podcast</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>For sharing</source>
        <translation>Zum Weitergeben</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>The simulated call could not start: no port of this machine is free.</source>
        <translation>Der simulierte Anruf konnte nicht beginnen: Kein Port dieses Rechners ist frei.</translation>
    </message>
    <message>
        <source>Nothing was being recorded, so nothing is lost.</source>
        <translation>Es wurde nichts aufgenommen, also ging nichts verloren.</translation>
    </message>
    <message>
        <source>What is already on disk stays there.</source>
        <translation>Was schon auf der Platte liegt, bleibt dort.</translation>
    </message>
    <message>
        <source>Discord does not accept the bot token.</source>
        <translation>Discord nimmt das Bot-Token nicht an.</translation>
    </message>
    <message>
        <source>Copy the token again from the Discord developer portal (Bot, Reset Token) and enter it in Settings or LAVALIER_TOKEN.</source>
        <translation>Kopieren Sie das Token noch einmal aus dem Entwicklerportal von Discord (Bot, Reset Token) und geben Sie es in den Einstellungen oder in LAVALIER_TOKEN an.</translation>
    </message>
    <message>
        <source>Discord refused what this bot asked to be told.</source>
        <translation>Discord verweigert, was dieser Bot erfahren wollte.</translation>
    </message>
    <message>
        <source>Lavalier needs no privileged intents. Check in the developer portal that the application is a bot and not disabled.</source>
        <translation>Lavalier braucht keine privilegierten Intents. Prüfen Sie im Entwicklerportal, ob die Anwendung ein Bot und nicht gesperrt ist.</translation>
    </message>
    <message>
        <source>This bot is in too many servers for one connection.</source>
        <translation>Dieser Bot ist auf zu vielen Servern für eine Verbindung.</translation>
    </message>
    <message>
        <source>Use a bot of its own for recording, invited only where you record.</source>
        <translation>Nehmen Sie zum Aufnehmen einen eigenen Bot, der nur dort eingeladen ist, wo Sie aufnehmen.</translation>
    </message>
    <message>
        <source>Discord no longer speaks this version&apos;s language.</source>
        <translation>Discord versteht diese Version nicht mehr.</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier.</source>
        <translation>Installieren Sie eine neuere Version von Lavalier.</translation>
    </message>
    <message>
        <source>Discord named an address outside Discord.</source>
        <translation>Discord nannte eine Adresse außerhalb von Discord.</translation>
    </message>
    <message>
        <source>Nothing was sent there, the token least of all.</source>
        <translation>Dorthin wurde nichts gesendet, das Token schon gar nicht.</translation>
    </message>
    <message>
        <source>Check --api-base, proxies and DNS, then try again.</source>
        <translation>Prüfen Sie --api-base, Proxys und DNS und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The connection to Discord could not be proven secure.</source>
        <translation>Die Sicherheit der Verbindung zu Discord ließ sich nicht nachweisen.</translation>
    </message>
    <message>
        <source>The token was not sent.</source>
        <translation>Das Token wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date and time, and proxies or filters that open encrypted connections.</source>
        <translation>Prüfen Sie Datum und Uhrzeit dieses Rechners sowie Proxys und Filter, die verschlüsselte Verbindungen öffnen.</translation>
    </message>
    <message>
        <source>Discord refused the login.</source>
        <translation>Discord hat die Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>Wait a few minutes and try again. If it stays, reset the token.</source>
        <translation>Warten Sie einige Minuten und versuchen Sie es erneut. Bleibt es dabei, setzen Sie das Token zurück.</translation>
    </message>
    <message>
        <source>Something that is not Discord answered.</source>
        <translation>Etwas, das nicht Discord ist, hat geantwortet.</translation>
    </message>
    <message>
        <source>A login page of the network or a proxy may stand in between. Lavalier keeps trying.</source>
        <translation>Vielleicht steht eine Anmeldeseite des Netzes oder ein Proxy dazwischen. Lavalier versucht es weiter.</translation>
    </message>
    <message>
        <source>This bot has logged in too often.</source>
        <translation>Dieser Bot hat sich zu oft angemeldet.</translation>
    </message>
    <message>
        <source>Lavalier waits until Discord allows the next login.</source>
        <translation>Lavalier wartet, bis Discord die nächste Anmeldung erlaubt.</translation>
    </message>
    <message>
        <source>Discord asked to slow down.</source>
        <translation>Discord bittet um weniger Anfragen.</translation>
    </message>
    <message>
        <source>Lavalier waits as long as Discord asks.</source>
        <translation>Lavalier wartet so lange, wie Discord verlangt.</translation>
    </message>
    <message>
        <source>Discord cannot be reached.</source>
        <translation>Discord ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>A running call and its recording go on as long as the voice server answers.</source>
        <translation>Ein laufender Anruf und seine Aufnahme gehen weiter, solange der Sprachserver antwortet.</translation>
    </message>
    <message>
        <source>The recording&apos;s last words may be missing.</source>
        <translation>Die letzten Worte der Aufnahme fehlen vielleicht.</translation>
    </message>
    <message>
        <source>Everything before them is in the file.</source>
        <translation>Alles davor ist in der Datei.</translation>
    </message>
    <message>
        <source>This computer was too busy to hand over the end. Close other programs before you record again.</source>
        <translation>Dieser Computer war zu überlastet, um das Ende zu übergeben. Schließen Sie andere Programme, bevor Sie wieder aufnehmen.</translation>
    </message>
    <message>
        <source>Check the network, then run the command again.</source>
        <translation>Prüfen Sie das Netzwerk und führen Sie den Befehl noch einmal aus.</translation>
    </message>
    <message>
        <source>Check the network. Lavalier keeps trying.</source>
        <translation>Prüfen Sie das Netz. Lavalier versucht es weiter.</translation>
    </message>
    <message>
        <source>The bot is not in that server.</source>
        <translation>Der Bot ist nicht auf diesem Server.</translation>
    </message>
    <message>
        <source>Invite it with the link from the README, or check the server id.</source>
        <translation>Laden Sie ihn mit dem Link aus der README ein oder prüfen Sie die Server-ID.</translation>
    </message>
    <message>
        <source>That server is not available at the moment.</source>
        <translation>Dieser Server ist zurzeit nicht erreichbar.</translation>
    </message>
    <message>
        <source>Discord reports an outage. Try again in a while.</source>
        <translation>Discord meldet eine Störung. Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>There is no channel %1 that the bot knows.</source>
        <translation>Der Bot kennt keinen Kanal %1.</translation>
    </message>
    <message>
        <source>Check the channel id, and that the bot may see the channel (lavalier channels lists them).</source>
        <translation>Prüfen Sie die Kanal-ID und ob der Bot den Kanal sehen darf (lavalier channels zählt sie auf).</translation>
    </message>
    <message>
        <source>%1 is not a voice channel.</source>
        <translation>%1 ist kein Sprachkanal.</translation>
    </message>
    <message>
        <source>Choose a voice or stage channel.</source>
        <translation>Wählen Sie einen Sprach- oder Bühnenkanal.</translation>
    </message>
    <message>
        <source>The bot is timed out in this server.</source>
        <translation>Der Bot hat auf diesem Server eine Auszeit.</translation>
    </message>
    <message>
        <source>A moderator can end the time-out.</source>
        <translation>Die Moderation kann die Auszeit beenden.</translation>
    </message>
    <message>
        <source>The bot may not see %1.</source>
        <translation>Der Bot darf %1 nicht sehen.</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role View Channel and Connect in that channel.</source>
        <translation>Erlauben Sie der Rolle des Bots in diesem Kanal „Kanal ansehen“ und „Verbinden“.</translation>
    </message>
    <message>
        <source>The bot may not connect to %1.</source>
        <translation>Der Bot darf sich nicht mit %1 verbinden.</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role Connect in that channel.</source>
        <translation>Erlauben Sie der Rolle des Bots in diesem Kanal „Verbinden“.</translation>
    </message>
    <message>
        <source>%1 is full.</source>
        <translation>%1 ist voll.</translation>
    </message>
    <message>
        <source>Wait for a free place, raise the channel&apos;s user limit, or give the bot Move Members.</source>
        <translation>Warten Sie auf einen freien Platz, erhöhen Sie die Nutzergrenze des Kanals oder erlauben Sie dem Bot „Mitglieder verschieben“.</translation>
    </message>
    <message>
        <source>Everything heard until then is saved in %1.</source>
        <translation>Alles bis dahin Gehörte ist in %1 gespeichert.</translation>
    </message>
    <message>
        <source>Lavalier left the call.</source>
        <translation>Lavalier hat den Anruf verlassen.</translation>
    </message>
    <message>
        <source>The bot was disconnected from the channel.</source>
        <translation>Der Bot wurde aus dem Kanal entfernt.</translation>
    </message>
    <message>
        <source>A moderator can let it in again; then join once more.</source>
        <translation>Die Moderation kann ihn wieder hereinlassen; treten Sie dann erneut bei.</translation>
    </message>
    <message>
        <source>The call ended, or the channel was deleted.</source>
        <translation>Der Anruf ist zu Ende, oder der Kanal wurde gelöscht.</translation>
    </message>
    <message>
        <source>Choose a channel and join again.</source>
        <translation>Wählen Sie einen Kanal und treten Sie erneut bei.</translation>
    </message>
    <message>
        <source>Discord asked the bot to stop connecting to voice for a while.</source>
        <translation>Discord bittet den Bot, sich eine Weile nicht mit Sprache zu verbinden.</translation>
    </message>
    <message>
        <source>Wait a few minutes, then join again.</source>
        <translation>Warten Sie einige Minuten und treten Sie dann erneut bei.</translation>
    </message>
    <message>
        <source>The voice server refused the bot&apos;s session again and again.</source>
        <translation>Der Sprachserver hat die Sitzung des Bots immer wieder abgelehnt.</translation>
    </message>
    <message>
        <source>Leave, wait a minute and join again.</source>
        <translation>Verlassen Sie den Kanal, warten Sie eine Minute und treten Sie erneut bei.</translation>
    </message>
    <message>
        <source>Lavalier and the voice server did not understand each other.</source>
        <translation>Lavalier und der Sprachserver haben einander nicht verstanden.</translation>
    </message>
    <message>
        <source>Join again. If it happens again, please report it.</source>
        <translation>Treten Sie erneut bei. Geschieht es wieder, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>The voice server cannot be reached.</source>
        <translation>Der Sprachserver ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check the network, then join again.</source>
        <translation>Prüfen Sie das Netz und treten Sie erneut bei.</translation>
    </message>
    <message>
        <source>No audio can come through: UDP to the voice server is blocked.</source>
        <translation>Es kommt kein Ton durch: UDP zum Sprachserver ist gesperrt.</translation>
    </message>
    <message>
        <source>Check the firewall and VPN; voice needs outgoing UDP.</source>
        <translation>Prüfen Sie Firewall und VPN; Sprache braucht ausgehendes UDP.</translation>
    </message>
    <message>
        <source>The voice server offers no encryption that Lavalier knows.</source>
        <translation>Der Sprachserver bietet keine Verschlüsselung, die Lavalier kennt.</translation>
    </message>
    <message>
        <source>Discord did not answer the request to join.</source>
        <translation>Discord hat auf den Beitrittswunsch nicht geantwortet.</translation>
    </message>
    <message>
        <source>The channel may be full or closed to the bot. Check View Channel and Connect, then try again.</source>
        <translation>Der Kanal ist vielleicht voll oder dem Bot verschlossen. Prüfen Sie „Kanal ansehen“ und „Verbinden“ und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Discord named a voice server outside Discord.</source>
        <translation>Discord nannte einen Sprachserver außerhalb von Discord.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check proxies and DNS, then join again.</source>
        <translation>Dorthin wurde nichts gesendet. Prüfen Sie Proxys und DNS und treten Sie erneut bei.</translation>
    </message>
    <message>
        <source>What is written stays. New audio is held in memory for up to a minute and written as soon as it can be.</source>
        <translation>Geschriebenes bleibt. Neuer Ton wird bis zu einer Minute im Speicher gehalten und geschrieben, sobald es geht.</translation>
    </message>
    <message>
        <source>The recordings folder %1 cannot be written to.</source>
        <translation>In den Aufnahmeordner %1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another folder in Settings.</source>
        <translation>Wählen Sie in den Einstellungen einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>%1 is not a recording of Lavalier.</source>
        <translation>%1 ist keine Aufnahme von Lavalier.</translation>
    </message>
    <message>
        <source>The file was not touched.</source>
        <translation>Die Datei wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>Choose a recording; their names end in .lavalier.</source>
        <translation>Wählen Sie eine Aufnahme; ihr Name endet auf .lavalier.</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of Lavalier.</source>
        <translation>%1 stammt aus einer neueren Version von Lavalier.</translation>
    </message>
    <message>
        <source>It can be read and exported, but not changed. Install a newer version.</source>
        <translation>Sie lässt sich lesen und exportieren, aber nicht ändern. Installieren Sie eine neuere Version.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 ist beschädigt.</translation>
    </message>
    <message>
        <source>Keep a copy; what is readable can still be exported.</source>
        <translation>Behalten Sie eine Kopie; was lesbar ist, lässt sich noch exportieren.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Platte ist voll.</translation>
    </message>
    <message>
        <source>Free some space now: recording goes on by itself.</source>
        <translation>Schaffen Sie jetzt Platz: Die Aufnahme geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The recordings folder has become read-only.</source>
        <translation>Der Aufnahmeordner ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>Make it writable again: recording goes on by itself.</source>
        <translation>Machen Sie ihn wieder beschreibbar: Die Aufnahme geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The disk reports errors.</source>
        <translation>Die Platte meldet Fehler.</translation>
    </message>
    <message>
        <source>Check the drive and its cable; recording goes on by itself.</source>
        <translation>Prüfen Sie Laufwerk und Kabel; die Aufnahme geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The disk did not confirm the last second.</source>
        <translation>Die Platte hat die letzte Sekunde nicht bestätigt.</translation>
    </message>
    <message>
        <source>Check the drive.</source>
        <translation>Prüfen Sie das Laufwerk.</translation>
    </message>
    <message>
        <source>The recording file %1 was removed while it was written.</source>
        <translation>Die Aufnahmedatei %1 wurde während des Schreibens entfernt.</translation>
    </message>
    <message>
        <source>Nothing can be put back into a file that is gone.</source>
        <translation>In eine verschwundene Datei lässt sich nichts zurückschreiben.</translation>
    </message>
    <message>
        <source>%1 is in use.</source>
        <translation>%1 ist in Gebrauch.</translation>
    </message>
    <message>
        <source>The recorder</source>
        <translation>Der Rekorder</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>Warten Sie einen Moment und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 is being recorded.</source>
        <translation>%1 wird gerade aufgenommen.</translation>
    </message>
    <message>
        <source>Stop the recording first.</source>
        <translation>Stoppen Sie zuerst die Aufnahme.</translation>
    </message>
    <message>
        <source>This computer has run out of memory.</source>
        <translation>Diesem Rechner ist der Speicher ausgegangen.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>The recording file could not be handled.</source>
        <translation>Mit der Aufnahmedatei ging etwas schief.</translation>
    </message>
    <message>
        <source>Please report this.</source>
        <translation>Bitte melden Sie das.</translation>
    </message>
    <message>
        <source>The recording itself is untouched; finished tracks were kept.</source>
        <translation>Die Aufnahme selbst ist unberührt; fertige Spuren wurden behalten.</translation>
    </message>
    <message>
        <source>The recording cannot be read.</source>
        <translation>Die Aufnahme lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Run: lavalier recover FILE</source>
        <translation>Starten Sie: lavalier recover DATEI</translation>
    </message>
    <message>
        <source>Nobody spoke in this recording, so there is no track to save.</source>
        <translation>In dieser Aufnahme sprach niemand; es gibt keine Spur zu speichern.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>The tracks cannot be written to that folder.</source>
        <translation>In diesen Ordner lassen sich die Spuren nicht schreiben.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder or MP3.</source>
        <translation>Schaffen Sie Platz oder wählen Sie einen anderen Ordner oder MP3.</translation>
    </message>
    <message>
        <source>ffmpeg could not make the track of %1.</source>
        <translation>ffmpeg konnte die Spur von %1 nicht erzeugen.</translation>
    </message>
    <message>
        <source>Try again or export WAV; ffmpeg&apos;s own words are in the details.</source>
        <translation>Versuchen Sie es erneut oder exportieren Sie WAV; die Worte von ffmpeg stehen in den Einzelheiten.</translation>
    </message>
    <message>
        <source>ffmpeg stopped taking audio for 15 seconds.</source>
        <translation>ffmpeg nahm 15 Sekunden lang keinen Ton an.</translation>
    </message>
    <message>
        <source>It was ended. Try again, or export WAV.</source>
        <translation>Es wurde beendet. Versuchen Sie es erneut oder exportieren Sie WAV.</translation>
    </message>
    <message>
        <source>lavalier-decode is missing beside lavalier.</source>
        <translation>lavalier-decode fehlt neben lavalier.</translation>
    </message>
    <message>
        <source>Install Lavalier again.</source>
        <translation>Installieren Sie Lavalier neu.</translation>
    </message>
    <message>
        <source>The decoder failed on the track of %1.</source>
        <translation>Der Dekoder scheiterte an der Spur von %1.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it.</source>
        <translation>Versuchen Sie es erneut. Geschieht es wieder, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>The finished track of %1 did not hold what it should.</source>
        <translation>Die fertige Spur von %1 enthielt nicht, was sie sollte.</translation>
    </message>
    <message>
        <source>It was not kept. Try again, or export WAV.</source>
        <translation>Sie wurde nicht behalten. Versuchen Sie es erneut oder exportieren Sie WAV.</translation>
    </message>
    <message>
        <source>Recording is not affected; only the meters stand still.</source>
        <translation>Die Aufnahme ist nicht betroffen; nur die Pegel stehen still.</translation>
    </message>
    <message>
        <source>Install Lavalier again to get meters and exports.</source>
        <translation>Installieren Sie Lavalier neu, um Pegel und Exporte zu bekommen.</translation>
    </message>
    <message>
        <source>lavalier-decode belongs to another version.</source>
        <translation>lavalier-decode gehört zu einer anderen Version.</translation>
    </message>
    <message>
        <source>Install Lavalier again so that both are of one version.</source>
        <translation>Installieren Sie Lavalier neu, damit beide aus einer Version sind.</translation>
    </message>
    <message>
        <source>The decoder keeps crashing.</source>
        <translation>Der Dekoder stürzt immer wieder ab.</translation>
    </message>
    <message>
        <source>Lavalier keeps restarting it. Please report this.</source>
        <translation>Lavalier startet ihn immer neu. Bitte melden Sie das.</translation>
    </message>
    <message>
        <source>Nothing was sent to Discord.</source>
        <translation>An Discord wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Copy the token from the Discord developer portal: your application, Bot, Reset Token.</source>
        <translation>Kopieren Sie das Token aus dem Entwicklerportal von Discord: Ihre Anwendung, Bot, Reset Token.</translation>
    </message>
    <message>
        <source>The token is empty.</source>
        <translation>Das Token ist leer.</translation>
    </message>
    <message>
        <source>That does not look like a bot token.</source>
        <translation>Das sieht nicht nach einem Bot-Token aus.</translation>
    </message>
    <message>
        <source>That is too long for a bot token.</source>
        <translation>Das ist zu lang für ein Bot-Token.</translation>
    </message>
    <message>
        <source>The token file cannot be read.</source>
        <translation>Die Token-Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Check the path after --token-file and its permissions.</source>
        <translation>Prüfen Sie den Pfad nach --token-file und seine Rechte.</translation>
    </message>
    <message>
        <source>There is no bot token.</source>
        <translation>Es gibt kein Bot-Token.</translation>
    </message>
    <message>
        <source>Set LAVALIER_TOKEN, use --token-file, or enter the token in the window&apos;s Settings. To try Lavalier without one, use --demo.</source>
        <translation>Setzen Sie LAVALIER_TOKEN, nehmen Sie --token-file oder geben Sie das Token in den Einstellungen des Fensters ein. Zum Ausprobieren ohne Token gibt es --demo.</translation>
    </message>
    <message>
        <source>Other users of this computer can read %1.</source>
        <translation>Andere Benutzer dieses Rechners können %1 lesen.</translation>
    </message>
    <message>
        <source>Lavalier uses the token in it all the same.</source>
        <translation>Lavalier benutzt das Token darin trotzdem.</translation>
    </message>
    <message>
        <source>Make it private: chmod 600.</source>
        <translation>Machen Sie sie privat: chmod 600.</translation>
    </message>
    <message>
        <source>The keychain did not answer.</source>
        <translation>Der Schlüsselbund hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>The token is no longer in use.</source>
        <translation>Das Token ist nicht mehr in Gebrauch.</translation>
    </message>
    <message>
        <source>Remove Lavalier&apos;s entry in your keychain by hand.</source>
        <translation>Entfernen Sie den Eintrag von Lavalier von Hand aus Ihrem Schlüsselbund.</translation>
    </message>
    <message>
        <source>What was written before can be played and exported.</source>
        <translation>Was vorher geschrieben wurde, lässt sich anhören und exportieren.</translation>
    </message>
    <message>
        <source>The recording is as it was.</source>
        <translation>Die Aufnahme ist, wie sie war.</translation>
    </message>
    <message>
        <source>%1 Then record again.</source>
        <translation>%1 Danach nehmen Sie erneut auf.</translation>
    </message>
    <message>
        <source>%1 Then try again.</source>
        <translation>%1 Danach versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The recording file cannot be opened in %1.</source>
        <translation>Die Aufnahmedatei lässt sich in %1 nicht öffnen.</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>Schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>%1 is read-only.</source>
        <translation>%1 ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>Make it writable.</source>
        <translation>Heben Sie den Schreibschutz auf.</translation>
    </message>
    <message>
        <source>Check the drive and its cable.</source>
        <translation>Prüfen Sie das Laufwerk und sein Kabel.</translation>
    </message>
    <message>
        <source>Check the drive. Recording goes on; the second before this may be missing after a crash of the system or a power cut.</source>
        <translation>Prüfen Sie das Laufwerk. Die Aufnahme läuft weiter; nach einem Systemabsturz oder Stromausfall könnte die Sekunde davor fehlen.</translation>
    </message>
    <message>
        <source>Start the next recording in another folder.</source>
        <translation>Beginnen Sie die nächste Aufnahme in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>There is no such recording.</source>
        <translation>Diese Aufnahme gibt es nicht.</translation>
    </message>
    <message>
        <source>This file is not a recording of Lavalier.</source>
        <translation>Diese Datei ist keine Aufnahme von Lavalier.</translation>
    </message>
    <message>
        <source>The recording is in use.</source>
        <translation>Die Aufnahme wird gerade benutzt.</translation>
    </message>
    <message>
        <source>Nobody with the id %1 is in this recording.</source>
        <translation>In dieser Aufnahme ist niemand mit der Kennung %1.</translation>
    </message>
    <message>
        <source>Run: lavalier inspect FILE, which lists all speakers.</source>
        <translation>Alle Sprecher nennt: lavalier inspect DATEI</translation>
    </message>
    <message>
        <source>Everything else is being recorded.</source>
        <translation>Alles andere wird aufgenommen.</translation>
    </message>
    <message>
        <source>Audio of an unknown speaker cannot be assigned: %1 packets.</source>
        <translation>Ton eines unbekannten Sprechers lässt sich nicht zuordnen: %1 Pakete.</translation>
    </message>
    <message>
        <source>Discord did not say whose audio it is. If somebody&apos;s lane stays empty, let that person leave the channel and come back.</source>
        <translation>Discord hat nicht gesagt, wessen Ton es ist. Bleibt eine Spur leer, soll diese Person den Kanal verlassen und wiederkommen.</translation>
    </message>
    <message>
        <source>%1 packets of audio could not be decrypted.</source>
        <translation>%1 Tonpakete ließen sich nicht entschlüsseln.</translation>
    </message>
    <message>
        <source>If it goes on, leave the channel and join again.</source>
        <translation>Wenn es anhält, verlassen Sie den Kanal und treten wieder bei.</translation>
    </message>
    <message>
        <source>This computer dropped %1 packets of audio.</source>
        <translation>Dieser Rechner hat %1 Tonpakete verworfen.</translation>
    </message>
    <message>
        <source>It is too busy to keep up. Close other programs.</source>
        <translation>Er ist überlastet. Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>%1 packets of audio fit into no speaker&apos;s stream.</source>
        <translation>%1 Tonpakete passen zu keinem Sprecher.</translation>
    </message>
    <message>
        <source>A few are harmless. If it goes on, leave the channel and join again.</source>
        <translation>Einzelne sind harmlos. Wenn es anhält, verlassen Sie den Kanal und treten wieder bei.</translation>
    </message>
    <message>
        <source>The bot is deafened in this server, so Discord sends it no audio.</source>
        <translation>Der Bot ist auf diesem Server taub gestellt; Discord sendet ihm keinen Ton.</translation>
    </message>
    <message>
        <source>What was heard until now is safe. The recording goes on, in silence.</source>
        <translation>Was bisher zu hören war, ist sicher. Die Aufnahme läuft weiter, aber stumm.</translation>
    </message>
    <message>
        <source>A moderator can end it: right-click the bot in the channel, Server Deafen.</source>
        <translation>Ein Moderator kann das beenden: Rechtsklick auf den Bot im Kanal, Taubstellung aufheben.</translation>
    </message>
    <message>
        <source>The connection to the voice server was lost; Lavalier is reconnecting.</source>
        <translation>Die Verbindung zum Sprachserver ist abgerissen; Lavalier verbindet sich neu.</translation>
    </message>
    <message>
        <source>What was heard until now is safe. A recording goes on; the gap is noted in it.</source>
        <translation>Was bisher zu hören war, ist sicher. Eine Aufnahme läuft weiter; die Lücke wird darin vermerkt.</translation>
    </message>
    <message>
        <source>Check the network if it takes more than a few seconds.</source>
        <translation>Prüfen Sie das Netzwerk, wenn es länger als ein paar Sekunden dauert.</translation>
    </message>
    <message>
        <source>Discord did not let the bot move to %1.</source>
        <translation>Discord hat den Bot nicht zu %1 wechseln lassen.</translation>
    </message>
    <message>
        <source>The bot is still where it was; a recording goes on.</source>
        <translation>Der Bot ist noch, wo er war; eine Aufnahme läuft weiter.</translation>
    </message>
    <message>
        <source>The recording is stopped, but not yet whole: what was said last is held in memory and tried again until it is written.</source>
        <translation>Die Aufnahme ist gestoppt, aber noch nicht ganz gespeichert: Das zuletzt Gesagte wartet im Speicher und wird erneut geschrieben, bis es gelingt.</translation>
    </message>
    <message>
        <source>%1 Or choose another folder.</source>
        <translation>%1 Oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Recording goes on in a further file, %1. Both together are the recording.</source>
        <translation>Die Aufnahme geht in einer weiteren Datei weiter, %1. Beide zusammen sind die Aufnahme.</translation>
    </message>
    <message>
        <source>Check the drive. Keep both files in one folder.</source>
        <translation>Prüfen Sie das Laufwerk. Lassen Sie beide Dateien in einem Ordner.</translation>
    </message>
    <message>
        <source>Discord did not accept this version&apos;s end-to-end encryption.</source>
        <translation>Discord hat die Ende-zu-Ende-Verschlüsselung dieser Version nicht angenommen.</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier. Stage channels are not end-to-end encrypted and can be recorded meanwhile.</source>
        <translation>Installieren Sie eine neuere Version von Lavalier. Bühnenkanäle sind nicht Ende-zu-Ende-verschlüsselt und lassen sich inzwischen aufnehmen.</translation>
    </message>
    <message>
        <source>%1 is talking, but the audio cannot be decrypted.</source>
        <translation>%1 spricht, aber der Ton lässt sich nicht entschlüsseln.</translation>
    </message>
    <message>
        <source>Everyone else is heard and recorded. The last ten seconds are kept, in case the key comes.</source>
        <translation>Alle anderen sind zu hören und werden aufgenommen. Die letzten zehn Sekunden werden aufgehoben, falls der Schlüssel noch kommt.</translation>
    </message>
    <message>
        <source>Lavalier asks for new keys by itself. If this stays, let %1 leave the channel and come back.</source>
        <translation>Lavalier bittet von selbst um neue Schlüssel. Bleibt es so, lassen Sie %1 den Kanal verlassen und wiederkommen.</translation>
    </message>
    <message>
        <source>The voice server refused the token that Discord gave for it.</source>
        <translation>Der Sprachserver hat das Token abgelehnt, das Discord für ihn ausgegeben hat.</translation>
    </message>
    <message>
        <source>The voice server says that the bot&apos;s voice session is not valid.</source>
        <translation>Der Sprachserver meldet, dass die Sprachsitzung des Bots nicht gültig ist.</translation>
    </message>
    <message>
        <source>The voice server says that the bot&apos;s voice session timed out.</source>
        <translation>Der Sprachserver meldet, dass die Sprachsitzung des Bots abgelaufen ist.</translation>
    </message>
    <message>
        <source>The bot was removed from the server.</source>
        <translation>Der Bot wurde vom Server entfernt.</translation>
    </message>
    <message>
        <source>Invite it again with the link from the README.</source>
        <translation>Laden Sie ihn mit dem Link aus der README wieder ein.</translation>
    </message>
    <message>
        <source>The channel %1 was deleted.</source>
        <translation>Der Kanal %1 wurde gelöscht.</translation>
    </message>
    <message>
        <source>A moderator gave the bot a time-out.</source>
        <translation>Ein Moderator hat dem Bot eine Auszeit gegeben.</translation>
    </message>
    <message>
        <source>A moderator can end the time-out; then join again.</source>
        <translation>Ein Moderator kann die Auszeit beenden; treten Sie dann wieder bei.</translation>
    </message>
    <message>
        <source>The bot lost its permission to be in %1.</source>
        <translation>Der Bot darf nicht mehr in %1 sein.</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role View Channel and Connect in that channel, then join again.</source>
        <translation>Geben Sie der Rolle des Bots in diesem Kanal „Kanal anzeigen“ und „Verbinden“ und treten Sie wieder bei.</translation>
    </message>
    <message>
        <source>The voice server that Discord named does not know this call.</source>
        <translation>Der von Discord genannte Sprachserver kennt diesen Anruf nicht.</translation>
    </message>
    <message>
        <source>Discord may be moving the call. Join again in a moment.</source>
        <translation>Discord verlegt den Anruf vielleicht gerade. Treten Sie gleich wieder bei.</translation>
    </message>
    <message>
        <source>Switch a notice on in Settings, or tell them yourself and record without one.</source>
        <translation>Schalten Sie in den Einstellungen einen Hinweis ein, oder sagen Sie es selbst und nehmen ohne Hinweis auf.</translation>
    </message>
    <message>
        <source>Give the bot “Change Nickname” in this server (or “Send Messages” in the channel, for a line in its chat), or tell them yourself and record without a notice (on the command line: --no-notice).</source>
        <translation>Geben Sie dem Bot auf diesem Server „Nickname ändern“ (oder im Kanal „Nachrichten senden“, für eine Zeile im Chat), oder sagen Sie es selbst und nehmen ohne Hinweis auf (auf der Kommandozeile: --no-notice).</translation>
    </message>
    <message>
        <source>Try again, or tell them yourself and record without a notice (on the command line: --no-notice).</source>
        <translation>Versuchen Sie es noch einmal, oder sagen Sie es selbst und nehmen ohne Hinweis auf (auf der Kommandozeile: --no-notice).</translation>
    </message>
    <message>
        <source>The people in the call are not told that they are recorded.</source>
        <translation>Den Leuten im Anruf wird nicht gesagt, dass sie aufgenommen werden.</translation>
    </message>
    <message>
        <source>The bot&apos;s name still carries the recording mark.</source>
        <translation>Der Name des Bots trägt noch das Aufnahmezeichen.</translation>
    </message>
    <message>
        <source>Nothing is being recorded under it.</source>
        <translation>Aufgenommen wird darunter nichts mehr.</translation>
    </message>
    <message>
        <source>Lavalier goes on trying to put the name back. If it stays, change the bot&apos;s nickname in Discord.</source>
        <translation>Lavalier versucht weiter, den alten Namen wiederherzustellen. Bleibt das Zeichen, ändere den Nicknamen des Bots in Discord.</translation>
    </message>
    <message>
        <source>The settings could not be read.</source>
        <translation>Die Einstellungen ließen sich nicht lesen.</translation>
    </message>
    <message>
        <source>The defaults apply, and nobody is on the list of people who are never recorded. The old file was kept under another name.</source>
        <translation>Es gelten die Vorgaben, und niemand steht auf der Liste der Personen, die nie aufgenommen werden. Die alte Datei wurde unter anderem Namen aufgehoben.</translation>
    </message>
    <message>
        <source>Look through the settings before you record.</source>
        <translation>Sieh die Einstellungen durch, bevor du aufnimmst.</translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation>Die Einstellungen ließen sich nicht speichern.</translation>
    </message>
    <message>
        <source>They hold until Lavalier ends, also for people who are never recorded.</source>
        <translation>Sie gelten, bis Lavalier endet, auch für Personen, die nie aufgenommen werden.</translation>
    </message>
    <message>
        <source>Make room on the disk, or check who may write to the folder of the settings. Then change a setting again.</source>
        <translation>Schaffe Platz auf dem Datenträger oder prüfe, wer in den Ordner der Einstellungen schreiben darf. Ändere danach noch einmal eine Einstellung.</translation>
    </message>
    <message>
        <source>Something that was recorded earlier was interrupted.</source>
        <translation>Eine frühere Aufnahme wurde unterbrochen.</translation>
    </message>
    <message>
        <source>Open “Recordings” to recover it.</source>
        <translation>Öffne „Aufnahmen“, um sie wiederherzustellen.</translation>
    </message>
    <message>
        <source>Somebody took the recording mark off the bot&apos;s name.</source>
        <translation>Jemand hat das Aufnahmezeichen vom Namen des Bots entfernt.</translation>
    </message>
    <message>
        <source>The recording goes on.</source>
        <translation>Die Aufnahme läuft weiter.</translation>
    </message>
    <message>
        <source>Tell the people in the call yourself that you record them.</source>
        <translation>Sagen Sie den Leuten im Anruf selbst, dass Sie sie aufnehmen.</translation>
    </message>
    <message>
        <source>The recording has nothing between these two places.</source>
        <translation>Die Aufnahme enthält zwischen diesen beiden Stellen nichts.</translation>
    </message>
    <message>
        <source>Choose a part that lies within its length.</source>
        <translation>Wählen Sie einen Teil, der innerhalb ihrer Länge liegt.</translation>
    </message>
    <message>
        <source>ffmpeg is not installed; this kind of export needs it.</source>
        <translation>ffmpeg ist nicht installiert; diese Art Export braucht es.</translation>
    </message>
    <message>
        <source>Install ffmpeg, or export Ogg Opus or WAV tracks, which work without it.</source>
        <translation>Installieren Sie ffmpeg, oder exportieren Sie Spuren als Ogg Opus oder WAV, die ohne auskommen.</translation>
    </message>
    <message>
        <source>Discord and Lavalier lost count of each other; logging in anew.</source>
        <translation>Discord und Lavalier haben sich verzählt; die Anmeldung wird erneuert.</translation>
    </message>
    <message>
        <source>The bot&apos;s session with Discord timed out; logging in anew.</source>
        <translation>Die Sitzung des Bots bei Discord ist abgelaufen; die Anmeldung wird erneuert.</translation>
    </message>
    <message>
        <source>Discord closed the bot&apos;s connection; Lavalier is reconnecting.</source>
        <translation>Discord hat die Verbindung des Bots geschlossen; Lavalier verbindet sich neu.</translation>
    </message>
    <message>
        <source>Discord refused an intent that is switched off for this bot.</source>
        <translation>Discord hat einen Intent abgelehnt, der für diesen Bot abgeschaltet ist.</translation>
    </message>
    <message>
        <source>Discord did not accept the bot&apos;s shard number.</source>
        <translation>Discord hat die Shard-Nummer des Bots nicht angenommen.</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier, or use a bot of its own.</source>
        <translation>Installieren Sie eine neuere Version von Lavalier, oder verwenden Sie einen eigenen Bot dafür.</translation>
    </message>
    <message>
        <source>%1 ended as it should: it is whole.</source>
        <translation>%1 endete, wie es sollte: Sie ist vollständig.</translation>
    </message>
    <message>
        <source>Export its tracks, or begin a new recording.</source>
        <translation>Exportieren Sie ihre Spuren, oder beginnen Sie eine neue Aufnahme.</translation>
    </message>
    <message>
        <source>What is recorded does not change.</source>
        <translation>Was aufgenommen wird, ändert sich nicht.</translation>
    </message>
    <message>
        <source>There is no audio output to listen with.</source>
        <translation>Es gibt keine Tonausgabe zum Mithören.</translation>
    </message>
    <message>
        <source>Connect headphones or speakers; Lavalier plays as soon as there is one.</source>
        <translation>Schließen Sie Kopfhörer oder Lautsprecher an; Lavalier spielt, sobald es eine gibt.</translation>
    </message>
    <message>
        <source>The audio output cannot be used.</source>
        <translation>Die Tonausgabe kann nicht benutzt werden.</translation>
    </message>
    <message>
        <source>Close a program that holds it alone, or choose another output in the system&apos;s settings.</source>
        <translation>Schließen Sie das Programm, das sie für sich allein hält, oder wählen Sie in den Systemeinstellungen eine andere.</translation>
    </message>
    <message>
        <source>%1: heard, but nothing of it is reaching the disk.</source>
        <translation>%1: zu hören, aber nichts davon erreicht den Datenträger.</translation>
    </message>
    <message>
        <source>What is on disk stays there. Up to a minute is kept in memory and written later.</source>
        <translation>Was auf dem Datenträger ist, bleibt dort. Bis zu eine Minute bleibt im Speicher und wird später geschrieben.</translation>
    </message>
    <message>
        <source>Check the disk of the recordings folder, or let the recording go on in another folder.</source>
        <translation>Prüfen Sie den Datenträger des Aufnahmeordners, oder lassen Sie die Aufnahme in einem anderen Ordner weitergehen.</translation>
    </message>
    <message>
        <source>%1: heard, but not decoded, so the meter stands still.</source>
        <translation>%1: zu hören, aber nicht dekodiert, deshalb steht der Pegel still.</translation>
    </message>
    <message>
        <source>The recording does not need the decoder and is complete.</source>
        <translation>Die Aufnahme braucht den Dekoder nicht und ist vollständig.</translation>
    </message>
    <message>
        <source>Lavalier starts the decoder again by itself. If it stays, close other programs.</source>
        <translation>Lavalier startet den Dekoder von selbst neu. Bleibt es dabei, schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>Nobody was heard in the first minute of this recording.</source>
        <translation>In der ersten Minute dieser Aufnahme war niemand zu hören.</translation>
    </message>
    <message>
        <source>Check that people are in this channel and not muted, and that the bot is not deafened.</source>
        <translation>Prüfen Sie, ob die Leute in diesem Kanal und nicht stumm sind und der Bot nicht taub geschaltet ist.</translation>
    </message>
    <message>
        <source>Nobody was heard for five minutes.</source>
        <translation>Seit fünf Minuten war niemand zu hören.</translation>
    </message>
    <message>
        <source>If people are talking, leave the channel and join again. If the session is over, stop the recording.</source>
        <translation>Wird gesprochen, verlassen Sie den Kanal und treten wieder bei. Ist die Sitzung vorbei, beenden Sie die Aufnahme.</translation>
    </message>
    <message>
        <source>The voice server answers slowly, after more than half a second.</source>
        <translation>Der Sprachserver antwortet langsam, erst nach über einer halben Sekunde.</translation>
    </message>
    <message>
        <source>Audio may get lost on its way. Check what else uses the network.</source>
        <translation>Unterwegs kann Ton verloren gehen. Prüfen Sie, was sonst das Netz benutzt.</translation>
    </message>
    <message>
        <source>The bot was moved to %1.</source>
        <translation>Der Bot wurde nach %1 verschoben.</translation>
    </message>
    <message>
        <source>The recording goes on there, in the same tracks.</source>
        <translation>Die Aufnahme geht dort in denselben Spuren weiter.</translation>
    </message>
    <message>
        <source>Move it back, or stop, if that was not meant.</source>
        <translation>Verschieben Sie ihn zurück oder beenden Sie die Aufnahme, wenn das nicht gewollt war.</translation>
    </message>
    <message>
        <source>The disk is filling up.</source>
        <translation>Der Datenträger wird voll.</translation>
    </message>
    <message>
        <source>There is room for less than an hour or one gigabyte. Free some space, or go on in another folder.</source>
        <translation>Der Platz reicht für weniger als eine Stunde oder ein Gigabyte. Schaffen Sie Platz, oder machen Sie in einem anderen Ordner weiter.</translation>
    </message>
    <message>
        <source>The disk is almost full.</source>
        <translation>Der Datenträger ist fast voll.</translation>
    </message>
    <message>
        <source>There is room for a few minutes. Free some space now, or go on in another folder.</source>
        <translation>Der Platz reicht für wenige Minuten. Schaffen Sie jetzt Platz, oder machen Sie in einem anderen Ordner weiter.</translation>
    </message>
    <message>
        <source>Nothing keeps this computer from falling asleep.</source>
        <translation>Nichts hält diesen Rechner vom Ruhezustand ab.</translation>
    </message>
    <message>
        <source>Switch automatic sleep off in the system&apos;s settings while you record.</source>
        <translation>Schalten Sie den automatischen Ruhezustand in den Systemeinstellungen ab, solange Sie aufnehmen.</translation>
    </message>
    <message numerus="yes">
        <source>The disk has room for about %n more minute(s): %1 are free.</source>
        <translation>
            <numerusform>Der Datenträger reicht noch für etwa %n Minute: %1 sind frei.</numerusform>
            <numerusform>Der Datenträger reicht noch für etwa %n Minuten: %1 sind frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Free some space, or go on in another folder.</source>
        <translation>Schaffen Sie Platz, oder machen Sie in einem anderen Ordner weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n minute(s) only: %2 are free.</source>
        <translation>
            <numerusform>%1 reicht nur für etwa %n Minute: %2 sind frei.</numerusform>
            <numerusform>%1 reicht nur für etwa %n Minuten: %2 sind frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Free some space, choose another folder in Settings, or record all the same.</source>
        <translation>Schaffen Sie Platz, wählen Sie in den Einstellungen einen anderen Ordner, oder nehmen Sie trotzdem auf.</translation>
    </message>
    <message>
        <source>The recording of this channel was interrupted: %1.</source>
        <translation>Die Aufnahme dieses Kanals wurde unterbrochen: %1.</translation>
    </message>
    <message>
        <source>All that was written can be played and exported as it is.</source>
        <translation>Alles Geschriebene kann so, wie es ist, abgespielt und exportiert werden.</translation>
    </message>
    <message>
        <source>You can go on in it: what was missed in between is a gap. Record begins a new one.</source>
        <translation>Sie können darin weitermachen: Was dazwischen fehlt, ist eine Lücke. „Aufnehmen“ beginnt eine neue.</translation>
    </message>
    <message>
        <source>This is a plain start: listening, exports and whatever begins by itself are off.</source>
        <translation>Dies ist ein einfacher Start: Mithören, Exporte und alles, was von selbst beginnt, sind aus.</translation>
    </message>
    <message>
        <source>Joining and recording work as always.</source>
        <translation>Beitreten und Aufnehmen gehen wie immer.</translation>
    </message>
    <message>
        <source>Close Lavalier and start it the usual way to have the rest back.</source>
        <translation>Schließen Sie Lavalier und starten Sie es wie gewohnt, dann ist der Rest wieder da.</translation>
    </message>
    <message>
        <source>Lavalier did not end as it should the last time.</source>
        <translation>Lavalier wurde beim letzten Mal nicht ordnungsgemäß beendet.</translation>
    </message>
    <message>
        <source>What was recorded until then is safe; Recordings lists what was interrupted.</source>
        <translation>Was bis dahin aufgenommen wurde, ist sicher; unter „Aufnahmen“ steht, was unterbrochen wurde.</translation>
    </message>
    <message>
        <source>If it happens again, start plainly: without listening, exports and what begins by itself.</source>
        <translation>Geschieht es wieder, starten Sie einfach: ohne Mithören, Exporte und ohne das, was von selbst beginnt.</translation>
    </message>
    <message>
        <source>All of it can still be saved while the program runs.</source>
        <translation>Solange das Programm läuft, lässt sich noch alles sichern.</translation>
    </message>
    <message>
        <source>Choose another folder: what was recorded so far is copied there, and recording goes on there.</source>
        <translation>Wählen Sie einen anderen Ordner: Das bisher Aufgenommene wird dorthin kopiert, und die Aufnahme geht dort weiter.</translation>
    </message>
    <message>
        <source>Nothing comes from the voice server any more, although people were talking.</source>
        <translation>Vom Sprachserver kommt nichts mehr, obwohl gesprochen wurde.</translation>
    </message>
    <message>
        <source>The audio output “%1” is not connected.</source>
        <translation>Die Tonausgabe „%1“ ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>You hear the system&apos;s default output instead, until the chosen one is back.</source>
        <translation>Sie hören stattdessen über die Standardausgabe des Systems, bis die gewählte wieder da ist.</translation>
    </message>
    <message>
        <source>Somebody is talking, and Discord does not say who.</source>
        <translation>Jemand spricht, und Discord sagt nicht, wer es ist.</translation>
    </message>
    <message>
        <source>No audio is known yet of: %1.</source>
        <translation>Noch kein Ton bekannt von: %1.</translation>
    </message>
    <message>
        <source>Everyone else is heard and recorded. Up to ten seconds are kept, and recorded as soon as Discord names the person.</source>
        <translation>Alle anderen werden gehört und aufgenommen. Bis zu zehn Sekunden werden aufgehoben und aufgenommen, sobald Discord die Person nennt.</translation>
    </message>
    <message>
        <source>What is older is lost. If this stays, let that person leave the channel and come back.</source>
        <translation>Was älter ist, geht verloren. Bleibt es dabei, soll diese Person den Kanal verlassen und wiederkommen.</translation>
    </message>
    <message>
        <source>%1: heard, but cannot be decoded.</source>
        <translation>%1: zu hören, aber nicht zu dekodieren.</translation>
    </message>
    <message>
        <source>The recording keeps it as it came. Everyone else is heard and recorded.</source>
        <translation>Die Aufnahme behält es, wie es kam. Alle anderen werden gehört und aufgenommen.</translation>
    </message>
    <message>
        <source>It is damaged or no Opus audio, so an export has silence there. Let that person leave the channel and come back.</source>
        <translation>Der Ton ist beschädigt oder kein Opus, darum ist dort in einem Export Stille. Diese Person soll den Kanal verlassen und wiederkommen.</translation>
    </message>
    <message>
        <source>The recordings folder %1 is not there.</source>
        <translation>Der Aufnahmeordner %1 ist nicht da.</translation>
    </message>
    <message>
        <source>Lavalier did not remove anything.</source>
        <translation>Lavalier hat nichts entfernt.</translation>
    </message>
    <message>
        <source>Connect the disk it is on, or choose another folder.</source>
        <translation>Schließen Sie das Laufwerk an, auf dem er liegt, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The recordings folder %1 cannot be read.</source>
        <translation>Der Aufnahmeordner %1 ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another folder.</source>
        <translation>Prüfen Sie seine Zugriffsrechte, oder wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The bot cannot see this channel. Ask a server administrator to give it the “View Channel” permission here.</source>
        <translation>Der Bot kann diesen Kanal nicht sehen. Bitten Sie die Serververwaltung, ihm hier „Kanal ansehen“ zu erlauben.</translation>
    </message>
    <message>
        <source>The bot may not join this channel. Ask a server administrator to give it the “Connect” permission here.</source>
        <translation>Der Bot darf diesem Kanal nicht beitreten. Bitten Sie die Serververwaltung, ihm hier „Verbinden“ zu erlauben.</translation>
    </message>
    <message>
        <source>This channel is full. Wait until someone leaves, or ask for a higher user limit.</source>
        <translation>Dieser Kanal ist voll. Warten Sie, bis jemand geht, oder bitten Sie um mehr Plätze.</translation>
    </message>
    <message>
        <source>The bot is timed out on this server. A moderator can end the timeout; until then it cannot join.</source>
        <translation>Der Bot hat auf diesem Server eine Auszeit. Die Moderation kann sie beenden; bis dahin kann er nicht beitreten.</translation>
    </message>
    <message>
        <source>Discord reports that this server is not available just now. It comes back by itself.</source>
        <translation>Discord meldet, dass dieser Server gerade nicht erreichbar ist. Er kommt von selbst wieder.</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <source>no access</source>
        <translation>kein Zugang</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Auszeit</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Enter token</source>
        <translation>Token eingeben</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No bot token yet</source>
        <translation>Noch kein Bot-Token</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbinde …</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>Verbinde neu …</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>No token is set.</source>
        <translation>Es ist kein Token gesetzt.</translation>
    </message>
    <message>
        <source>A token is in use until you quit. It is stored nowhere.</source>
        <translation>Ein Token ist bis zum Beenden in Gebrauch. Es ist nirgends gespeichert.</translation>
    </message>
    <message>
        <source>A token is kept in the system keychain.</source>
        <translation>Ein Token liegt im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>A token was given by the environment variable LAVALIER_TOKEN.</source>
        <translation>Ein Token kam aus der Umgebungsvariable LAVALIER_TOKEN.</translation>
    </message>
    <message>
        <source>A token was read from the file named at start.</source>
        <translation>Ein Token wurde aus der beim Start genannten Datei gelesen.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Speichere …</translation>
    </message>
    <message>
        <source>Not in a call</source>
        <translation>Nicht im Anruf</translation>
    </message>
    <message>
        <source>Joining …</source>
        <translation>Trete bei …</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>Keine Aufnahme</translation>
    </message>
    <message>
        <source>recording now</source>
        <translation>läuft gerade</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>gehört</translation>
    </message>
    <message>
        <source>decrypted</source>
        <translation>entschlüsselt</translation>
    </message>
    <message>
        <source>decoded</source>
        <translation>dekodiert</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <source>%1: quiet</source>
        <translation>%1: still</translation>
    </message>
    <message>
        <source>%1: flowing</source>
        <translation>%1: fließt</translation>
    </message>
    <message>
        <source>%1: troubled</source>
        <translation>%1: gestört</translation>
    </message>
    <message>
        <source>%1: nothing arrives</source>
        <translation>%1: nichts kommt an</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gegangen</translation>
    </message>
    <message>
        <source>waiting for keys</source>
        <translation>wartet auf Schlüssel</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 verloren</translation>
    </message>
    <message>
        <source>Holding</source>
        <translation>Gepuffert</translation>
    </message>
    <message>
        <source>%1 not written</source>
        <translation>%1 nicht geschrieben</translation>
    </message>
    <message>
        <source>Choose another folder …</source>
        <translation>Anderen Ordner wählen …</translation>
    </message>
    <message>
        <source>%1 not decrypted</source>
        <translation>%1 nicht entschlüsselt</translation>
    </message>
    <message>
        <source>Record without a notice</source>
        <translation>Ohne Hinweis aufnehmen</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgenommen</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie sie ist</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Informing the call … · %1</source>
        <translation>Anruf wird informiert … · %1</translation>
    </message>
    <message>
        <source>Call informed · %1</source>
        <translation>Anruf informiert · %1</translation>
    </message>
    <message>
        <source>Call not informed · %1</source>
        <translation>Anruf nicht informiert · %1</translation>
    </message>
    <message>
        <source>Record anyway</source>
        <translation>Trotzdem aufnehmen</translation>
    </message>
    <message>
        <source>Go on in it</source>
        <translation>Darin weitermachen</translation>
    </message>
    <message>
        <source>Start plainly</source>
        <translation>Einfach starten</translation>
    </message>
    <message>
        <source>Report …</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>Aufnahmen öffnen</translation>
    </message>
</context>
<context>
    <name>Sizes</name>
    <message>
        <source>&lt; %1 %</source>
        <translation>&lt; %1 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
</context>
<context>
    <name>SpeakerMenu</name>
    <message>
        <source>Verify %1 …</source>
        <translation>%1 prüfen …</translation>
    </message>
    <message>
        <source>&amp;Solo</source>
        <translation>&amp;Solo</translation>
    </message>
    <message>
        <source>&amp;Mute for me</source>
        <translation>Für mich stu&amp;mm</translation>
    </message>
    <message>
        <source>&amp;Loudness for me</source>
        <translation>&amp;Lautstärke für mich</translation>
    </message>
    <message>
        <source>Reset clip lamp</source>
        <translation>Übersteuerungslampe zurücksetzen</translation>
    </message>
    <message>
        <source>Record %1 again</source>
        <translation>%1 wieder aufnehmen</translation>
    </message>
    <message>
        <source>Never record %1</source>
        <translation>%1 nie aufnehmen</translation>
    </message>
</context>
<context>
    <name>lavalier::app::CallDesk</name>
    <message>
        <source>that channel</source>
        <translation>dieser Kanal</translation>
    </message>
    <message>
        <source>another channel</source>
        <translation>ein anderer Kanal</translation>
    </message>
</context>
<context>
    <name>lavalier::app::Recorder</name>
    <message>
        <source>A call is being recorded</source>
        <translation>Ein Anruf wird aufgenommen</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CallChip</name>
    <message>
        <source>Show this call (%1)</source>
        <translation>Diesen Anruf zeigen (%1)</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CallChips</name>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ChannelSidebar</name>
    <message>
        <source>Find a channel</source>
        <translation>Kanal suchen</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Lavalier</source>
        <translation>Lavalier</translation>
    </message>
    <message>
        <source>Nothing has these words in its name.</source>
        <translation>Nichts trägt diese Wörter im Namen.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ChannelsModel</name>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>beigetreten</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ClipHandle</name>
    <message>
        <source>Drag or copy</source>
        <translation>Ziehen oder kopieren</translation>
    </message>
    <message>
        <source>Drag or copy the selection</source>
        <translation>Die Auswahl ziehen oder kopieren</translation>
    </message>
    <message>
        <source>Drag the selection into another program, or press to copy it again. The files are kept until Lavalier ends.</source>
        <translation>Ziehen Sie die Auswahl in ein anderes Programm, oder drücken Sie, um sie noch einmal zu kopieren. Die Dateien bleiben, bis Lavalier endet.</translation>
    </message>
    <message>
        <source>The selection is copied and can be dragged.</source>
        <translation>Die Auswahl ist kopiert und kann gezogen werden.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CodePopover</name>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Privacy code of %1. It changes whenever somebody joins or leaves.</source>
        <translation>Sicherheitscode der %1. Er ändert sich, sobald jemand kommt oder geht.</translation>
    </message>
    <message>
        <source>Verify %1</source>
        <translation>%1 prüfen</translation>
    </message>
    <message>
        <source>Let %1 open the call in Discord, choose this bot and “Verify”, and read the code out. The same nine groups: the audio is theirs, and nobody stands in between.</source>
        <translation>Lassen Sie %1 in Discord den Anruf öffnen, diesen Bot und „Verifizieren“ wählen und den Code vorlesen. Dieselben neun Gruppen: Der Ton ist echt, und niemand steht dazwischen.</translation>
    </message>
    <message>
        <source>Working out the code …</source>
        <translation>Der Code wird berechnet …</translation>
    </message>
    <message>
        <source>There is no code to compare: %1 is not in the encrypted call just now.</source>
        <translation>Es gibt keinen Code zum Vergleichen: %1 ist gerade nicht im verschlüsselten Anruf.</translation>
    </message>
    <message>
        <source>It changes when either program is started anew.</source>
        <translation>Er ändert sich, wenn eines der beiden Programme neu startet.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::DragHandle</name>
    <message>
        <source>Drag or copy files</source>
        <translation>Dateien ziehen oder kopieren</translation>
    </message>
    <message>
        <source>Drag the files into another program, or press to copy them</source>
        <translation>Ziehen Sie die Dateien in ein anderes Programm, oder drücken Sie, um sie zu kopieren</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportDialog</name>
    <message>
        <source>Keep pauses as silence</source>
        <translation>Pausen als Stille behalten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>WAV 16 bit</source>
        <translation>WAV 16 Bit</translation>
    </message>
    <message>
        <source>WAV 24 bit</source>
        <translation>WAV 24 Bit</translation>
    </message>
    <message>
        <source>MP3</source>
        <translation>MP3</translation>
    </message>
    <message>
        <source>Best quality</source>
        <translation>Beste Qualität</translation>
    </message>
    <message>
        <source>High quality</source>
        <translation>Hohe Qualität</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>Kleine Dateien</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Select all tracks</source>
        <translation>Alle Spuren wählen</translation>
    </message>
    <message>
        <source>Select no tracks</source>
        <translation>Keine Spur wählen</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Export all tracks</source>
        <translation>Alle Spuren exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Export %n track(s)</source>
        <translation>
            <numerusform>%n Spur exportieren</numerusform>
            <numerusform>%n Spuren exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>In Ordner exportieren</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Save as preset …</source>
        <translation>Als Voreinstellung sichern …</translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation>Diese Voreinstellung löschen</translation>
    </message>
    <message>
        <source>Ogg Opus, as it was received</source>
        <translation>Ogg Opus, wie empfangen</translation>
    </message>
    <message>
        <source>FLAC 24 bit</source>
        <translation>FLAC 24 Bit</translation>
    </message>
    <message>
        <source>FLAC 16 bit</source>
        <translation>FLAC 16 Bit</translation>
    </message>
    <message>
        <source>AAC</source>
        <translation>AAC</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>A file for each speaker</source>
        <translation>Eine Datei je Person</translation>
    </message>
    <message>
        <source>One file with everybody mixed</source>
        <translation>Eine Datei, alle gemischt</translation>
    </message>
    <message>
        <source>Both: tracks and a mix</source>
        <translation>Beides: Spuren und eine Mischung</translation>
    </message>
    <message>
        <source>One Matroska file with all tracks</source>
        <translation>Eine Matroska-Datei mit allen Spuren</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Mono, stereo where it is heard</source>
        <translation>Mono, Stereo wo es zu hören ist</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>Mono</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>Stereo</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautheit</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>Wie aufgenommen</translation>
    </message>
    <message>
        <source>−16 LUFS, podcasts</source>
        <translation>−16 LUFS, Podcasts</translation>
    </message>
    <message>
        <source>−19 LUFS, podcasts in mono</source>
        <translation>−19 LUFS, Podcasts in Mono</translation>
    </message>
    <message>
        <source>−14 LUFS, streaming</source>
        <translation>−14 LUFS, Streaming</translation>
    </message>
    <message>
        <source>−23 LUFS, broadcasting</source>
        <translation>−23 LUFS, Rundfunk</translation>
    </message>
    <message>
        <source>True peaks stay below −1 dBTP.</source>
        <translation>Wahre Spitzen bleiben unter −1 dBTP.</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Names of the files</source>
        <translation>Namen der Dateien</translation>
    </message>
    <message>
        <source>as in Settings</source>
        <translation>wie in den Einstellungen</translation>
    </message>
    <message>
        <source>Markers as labels</source>
        <translation>Marken als Textmarken</translation>
    </message>
    <message>
        <source>Reaper project</source>
        <translation>Reaper-Projekt</translation>
    </message>
    <message>
        <source>Audacity project</source>
        <translation>Audacity-Projekt</translation>
    </message>
    <message>
        <source>DAWproject</source>
        <translation>DAWproject</translation>
    </message>
    <message>
        <source>Report (JSON)</source>
        <translation>Bericht (JSON)</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Beside them</source>
        <translation>Daneben</translation>
    </message>
    <message>
        <source>The whole recording</source>
        <translation>Die ganze Aufnahme</translation>
    </message>
    <message>
        <source>As trimmed: %1 to %2</source>
        <translation>Wie gekürzt: %1 bis %2</translation>
    </message>
    <message>
        <source>The selection: %1 to %2</source>
        <translation>Die Auswahl: %1 bis %2</translation>
    </message>
    <message>
        <source>Between two times</source>
        <translation>Zwischen zwei Zeiten</translation>
    </message>
    <message>
        <source>As chosen below</source>
        <translation>Wie unten gewählt</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>Als Voreinstellung sichern</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Voreinstellung</translation>
    </message>
    <message>
        <source>This needs the program ffmpeg, which was not found. Install it and start Lavalier again; tracks in Ogg Opus and WAV work without.</source>
        <translation>Dafür wird das Programm ffmpeg gebraucht, das nicht gefunden wurde. Installieren Sie es und starten Sie Lavalier neu; Spuren in Ogg Opus und WAV kommen ohne aus.</translation>
    </message>
    <message>
        <source>FLAC, MP3, AAC and mixed files need the program ffmpeg, which was not found. What is chosen here works without.</source>
        <translation>FLAC, MP3, AAC und Mischungen brauchen das Programm ffmpeg, das nicht gefunden wurde. Was hier gewählt ist, kommt ohne aus.</translation>
    </message>
    <message>
        <source>Names as they will be: %1</source>
        <translation>So werden die Namen sein: %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportFindingsLine</name>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Save report of the export</source>
        <translation>Bericht des Exports speichern</translation>
    </message>
    <message>
        <source>What was lost and how well every track lies, as JSON beside the files</source>
        <translation>Was verloren ging und wie genau jede Spur liegt, als JSON neben den Dateien</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportsStrip</name>
    <message>
        <source>%1: waiting to be exported</source>
        <translation>%1: wartet auf den Export</translation>
    </message>
    <message>
        <source>Exporting %1: %2 %</source>
        <translation>%1 wird exportiert: %2 %</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) exported</source>
        <translation>
            <numerusform>%1: %n Datei exportiert</numerusform>
            <numerusform>%1: %n Dateien exportiert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be exported</source>
        <translation>%1 konnte nicht exportiert werden</translation>
    </message>
    <message>
        <source>%1: export cancelled</source>
        <translation>%1: Export abgebrochen</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>Export von %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export saved recording</source>
        <translation>Gespeicherte Aufnahme exportieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>%1 times real time</source>
        <translation>%1-fache Echtzeit</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>Noch einmal exportieren</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show fewer exports</source>
        <translation>Weniger Exporte zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more export(s)</source>
        <translation>
            <numerusform>%n weiteren Export zeigen</numerusform>
            <numerusform>%n weitere Exporte zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LanesView</name>
    <message>
        <source>Speakers</source>
        <translation>Sprecher</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LevelBar</name>
    <message>
        <source>%1 level</source>
        <translation>Pegel von %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ListenButtons</name>
    <message>
        <source>Solo</source>
        <translation>Solo</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>S</source>
        <comment>solo</comment>
        <extracomment>One letter, for &quot;solo&quot; in a compact lane.</extracomment>
        <translation>S</translation>
    </message>
    <message>
        <source>M</source>
        <comment>mute</comment>
        <extracomment>One letter, for &quot;mute&quot; in a compact lane.</extracomment>
        <translation>M</translation>
    </message>
    <message>
        <source>Solo %1</source>
        <translation>Nur %1 hören</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 stummschalten</translation>
    </message>
    <message>
        <source>Hear only %1; what is recorded does not change</source>
        <translation>Nur %1 hören; was aufgenommen wird, ändert sich nicht</translation>
    </message>
    <message>
        <source>Do not hear %1; what is recorded does not change</source>
        <translation>%1 nicht hören; was aufgenommen wird, ändert sich nicht</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LivePage</name>
    <message>
        <source>Lavalier speaks to Discord as a bot of yours</source>
        <translation>Lavalier spricht mit Discord als Ihr eigener Bot</translation>
    </message>
    <message>
        <source>Joining …</source>
        <translation>Trete bei …</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>Verbinde neu …</translation>
    </message>
    <message>
        <source>Lavalier is talking to Discord&apos;s voice server.</source>
        <translation>Lavalier spricht mit dem Sprachserver von Discord.</translation>
    </message>
    <message>
        <source>Nobody speaks</source>
        <translation>Niemand spricht</translation>
    </message>
    <message>
        <source>As soon as someone in the channel says a word, a lane appears for them here. You can start recording now; silence is kept in its place.</source>
        <translation>Sobald jemand im Kanal etwas sagt, erscheint hier seine Spur. Sie können schon jetzt aufnehmen; Stille bleibt an ihrem Platz.</translation>
    </message>
    <message>
        <source>Lavalier is signing in to Discord.</source>
        <translation>Lavalier meldet sich bei Discord an.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in the channel. Press Join to hear them; nothing is recorded before you press Record.</source>
        <translation>
            <numerusform>%n Person im Kanal. Drücken Sie Beitreten, um sie zu hören; aufgenommen wird erst, wenn Sie Aufnehmen drücken.</numerusform>
            <numerusform>%n Personen im Kanal. Drücken Sie Beitreten, um sie zu hören; aufgenommen wird erst, wenn Sie Aufnehmen drücken.</numerusform>
        </translation>
    </message>
    <message>
        <source>The channel is empty. You can join and wait for people.</source>
        <translation>Der Kanal ist leer. Sie können beitreten und warten.</translation>
    </message>
    <message>
        <source>Choose a voice channel</source>
        <translation>Wählen Sie einen Sprachkanal</translation>
    </message>
    <message>
        <source>The servers your bot is in are on the left. Pick a channel, then press Join.</source>
        <translation>Links stehen die Server Ihres Bots. Wählen Sie einen Kanal und drücken Sie Beitreten.</translation>
    </message>
    <message>
        <source>Create an application at discord.com/developers, open its “Bot” page, press “Reset Token” and paste the token here. Then invite the bot to your server with “View Channel” and “Connect”.</source>
        <translation>Legen Sie auf discord.com/developers eine Anwendung an, öffnen Sie deren Seite „Bot“, drücken Sie „Reset Token“ und fügen Sie das Token hier ein. Laden Sie den Bot dann mit „Kanal anzeigen“ und „Verbinden“ auf Ihren Server ein.</translation>
    </message>
    <message>
        <source>Step by step …</source>
        <translation>Schritt für Schritt …</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>In der Vorführung umsehen</translation>
    </message>
    <message>
        <source>A simulated call on this computer; it needs no bot and no network</source>
        <translation>Ein simulierter Anruf auf diesem Rechner; er braucht weder Bot noch Netz</translation>
    </message>
    <message>
        <source>Your bot is in no server yet</source>
        <translation>Ihr Bot ist noch auf keinem Server</translation>
    </message>
    <message>
        <source>The set-up assistant makes a link that invites it. This page notices when it is there.</source>
        <translation>Der Einrichtungsassistent macht einen Link, der ihn einlädt. Diese Seite merkt, wenn er da ist.</translation>
    </message>
    <message>
        <source>Marker: %1</source>
        <translation>Marke: %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LockButton</name>
    <message>
        <source>Privacy code: %1</source>
        <translation>Sicherheitscode: %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::MainWindow</name>
    <message>
        <source>Lavalier</source>
        <translation>Lavalier</translation>
    </message>
    <message>
        <source>No channel chosen</source>
        <translation>Kein Kanal gewählt</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Last recording</source>
        <translation>Letzte Aufnahme</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>&amp;Beitreten</translation>
    </message>
    <message>
        <source>&amp;Leave</source>
        <translation>&amp;Verlassen</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>Set &amp;marker</source>
        <translation>&amp;Marke setzen</translation>
    </message>
    <message>
        <source>Set marker with &amp;text …</source>
        <translation>Marke mit &amp;Text setzen …</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>&amp;Recordings</source>
        <translation>A&amp;ufnahmen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Compact lanes</source>
        <translation>&amp;Kompakte Spuren</translation>
    </message>
    <message>
        <source>Reset clip &amp;lamps</source>
        <translation>&amp;Übersteuerungslampen löschen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Keyboard and help</source>
        <translation>&amp;Tastatur und Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Lavalier</source>
        <translation>&amp;Über Lavalier</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>An&amp;ruf</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>&amp;Aufnahme</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;sicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>What happens here?</source>
        <translation>Was geschieht hier?</translation>
    </message>
    <message>
        <source>Quit Lavalier</source>
        <translation>Lavalier beenden</translation>
    </message>
    <message>
        <source>A recording is running. What was said so far is safe on disk.</source>
        <translation>Eine Aufnahme läuft. Was bisher gesagt wurde, liegt sicher auf der Platte.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Stoppen und beenden</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Weiter aufnehmen</translation>
    </message>
    <message>
        <source>About Lavalier</source>
        <translation>Über Lavalier</translation>
    </message>
    <message>
        <source>Records Discord voice channels on your own computer: one clean, aligned track per speaker.

MIT licence. Nothing leaves this computer but the connection to Discord.</source>
        <translation>Nimmt Discord-Sprachkanäle auf Ihrem eigenen Rechner auf: je Sprecher eine saubere Spur, alle im Gleichlauf.

MIT-Lizenz. Außer der Verbindung zu Discord verlässt nichts diesen Rechner.</translation>
    </message>
    <message>
        <source>Go on recording in</source>
        <translation>Weiter aufnehmen in</translation>
    </message>
    <message>
        <source>Saving is not done</source>
        <translation>Noch nicht alles gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) of audio are held in memory and would be lost.</source>
        <translation>
            <numerusform>%n Tonpaket wartet im Speicher und ginge verloren.</numerusform>
            <numerusform>%n Tonpakete warten im Speicher und gingen verloren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lavalier goes on trying to save them. Free some space on the disk, or choose another folder.</source>
        <translation>Lavalier versucht weiter, sie zu speichern. Schaffen Sie Platz auf der Platte oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>Lose them</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep trying</source>
        <translation>Weiter versuchen</translation>
    </message>
    <message>
        <source>&amp;Encryption …</source>
        <translation>&amp;Verschlüsselung …</translation>
    </message>
    <message>
        <source>Copy privacy &amp;code</source>
        <translation>Sicherheits&amp;code kopieren</translation>
    </message>
    <message>
        <source>&amp;Verify a speaker</source>
        <translation>&amp;Sprecher prüfen</translation>
    </message>
    <message>
        <source>Nobody in an encrypted call</source>
        <translation>Niemand in einem verschlüsselten Anruf</translation>
    </message>
    <message>
        <source>&amp;Listen</source>
        <translation>Mit&amp;hören</translation>
    </message>
    <message>
        <source>Lou&amp;der</source>
        <translation>L&amp;auter</translation>
    </message>
    <message>
        <source>&amp;Quieter</source>
        <translation>L&amp;eiser</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Tracks exported</source>
        <translation>Spuren exportiert</translation>
    </message>
    <message>
        <source>The export failed</source>
        <translation>Der Export ist gescheitert</translation>
    </message>
    <message>
        <source>Recording saved</source>
        <translation>Aufnahme gesichert</translation>
    </message>
    <message>
        <source>Lavalier needs attention</source>
        <translation>Lavalier braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Set-up &amp;assistant …</source>
        <translation>Ein&amp;richtungsassistent …</translation>
    </message>
    <message>
        <source>Look around in the &amp;demo</source>
        <translation>In der &amp;Vorführung umsehen</translation>
    </message>
    <message>
        <source>Keep in tray</source>
        <translation>Im Infobereich behalten</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>&amp;Next call</source>
        <translation>&amp;Nächster Anruf</translation>
    </message>
    <message>
        <source>&amp;Previous call</source>
        <translation>&amp;Voriger Anruf</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) are running. What was said so far is safe on disk.</source>
        <translation>
            <numerusform>%n Aufnahme läuft. Was bisher gesagt wurde, ist sicher auf der Platte.</numerusform>
            <numerusform>%n Aufnahmen laufen. Was bisher gesagt wurde, ist sicher auf der Platte.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Leave the &amp;demo</source>
        <translation>&amp;Demo verlassen</translation>
    </message>
    <message>
        <source>Report a &amp;problem …</source>
        <translation>&amp;Problem melden …</translation>
    </message>
    <message>
        <source>Show call %1</source>
        <translation>Anruf %1 zeigen</translation>
    </message>
    <message>
        <source>Lavalier is still running</source>
        <translation>Lavalier läuft weiter</translation>
    </message>
    <message>
        <source>Its icon in the tray brings the window back.</source>
        <translation>Sein Symbol im Infobereich holt das Fenster zurück.</translation>
    </message>
    <message>
        <source>Spea&amp;ker</source>
        <translation>&amp;Person</translation>
    </message>
    <message>
        <source>Nobody has spoken yet</source>
        <translation>Noch hat niemand gesprochen</translation>
    </message>
    <message>
        <source>E&amp;xports</source>
        <translation>E&amp;xporte</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Show folder</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>C&amp;opy files</source>
        <translation>Dateien &amp;kopieren</translation>
    </message>
    <message>
        <source>Save &amp;report</source>
        <translation>&amp;Bericht speichern</translation>
    </message>
    <message>
        <source>None since the start</source>
        <translation>Keine seit dem Start</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::OutputBox</name>
    <message>
        <source>System default</source>
        <translation>Standard des Systems</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (nicht angeschlossen)</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::PageHeader</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>Verbinde neu …</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Mithören</translation>
    </message>
    <message>
        <source>Listening volume</source>
        <translation>Lautstärke beim Mithören</translation>
    </message>
    <message>
        <source>How loud you hear the call; what is recorded does not change</source>
        <translation>Wie laut Sie den Anruf hören; was aufgenommen wird, ändert sich nicht</translation>
    </message>
    <message>
        <source>No output</source>
        <translation>Keine Ausgabe</translation>
    </message>
    <message>
        <source>You hear the call; what is recorded does not change</source>
        <translation>Sie hören den Anruf; was aufgenommen wird, ändert sich nicht</translation>
    </message>
    <message>
        <source>There is no output to hear the call with</source>
        <translation>Es gibt keine Ausgabe, um den Anruf zu hören</translation>
    </message>
    <message>
        <source>Hear the call on this computer; what is recorded does not change</source>
        <translation>Den Anruf an diesem Rechner hören; was aufgenommen wird, ändert sich nicht</translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation>Demo verlassen</translation>
    </message>
    <message>
        <source>This call is simulated on this computer. Close it and open the window that records Discord</source>
        <translation>Dieser Anruf wird auf diesem Computer simuliert. Schließt ihn und öffnet das Fenster, das Discord aufnimmt</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::PresetBox</name>
    <message>
        <source>What was received, a track each (Ogg Opus)</source>
        <translation>Was empfangen wurde, je eine Spur (Ogg Opus)</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ProblemBanner</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy problem</source>
        <translation>Problem kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>What happened, what is safe, what to do, and the details</source>
        <translation>Was geschehen ist, was sicher ist, was zu tun ist, und die Einzelheiten</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ProblemStack</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>Weniger</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsModel</name>
    <message>
        <source>%1 lost</source>
        <translation>%1 verloren</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>%n Datei fehlt</numerusform>
            <numerusform>%n Dateien fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere Person</numerusform>
            <numerusform>%n weitere Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>more can be recovered</source>
        <translation>mehr wiederherstellbar</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsPage</name>
    <message>
        <source>Export tracks …</source>
        <translation>Spuren exportieren …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Find a recording</source>
        <translation>Aufnahme suchen</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Reading the recordings folder …</source>
        <translation>Der Aufnahmeordner wird gelesen …</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>Noch keine Aufnahmen</translation>
    </message>
    <message>
        <source>Join a voice channel and press Record. What you record appears here, ready to be exported.</source>
        <translation>Treten Sie einem Sprachkanal bei und drücken Sie Aufnehmen. Was Sie aufnehmen, erscheint hier und kann exportiert werden.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Move %1 to the trash? Exported files stay where they are.</source>
        <translation>%1 in den Papierkorb verschieben? Exportierte Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>See the waveforms, listen and edit (Enter)</source>
        <translation>Wellenformen sehen, anhören und bearbeiten (Eingabe)</translation>
    </message>
    <message>
        <source>Forget a person …</source>
        <translation>Eine Person vergessen …</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Recover what was interrupted</source>
        <translation>Unterbrochenes wiederherstellen</translation>
    </message>
    <message>
        <source>Recover later</source>
        <translation>Später wiederherstellen</translation>
    </message>
    <message>
        <source>%1 was interrupted. What was recorded until then is safe.</source>
        <translation>%1 wurde unterbrochen. Was bis dahin aufgenommen wurde, ist sicher.</translation>
    </message>
    <message>
        <source>No recording has these words in its title, place, speakers or notes.</source>
        <translation>Keine Aufnahme hat diese Wörter in Titel, Ort, Sprechenden oder Notizen.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Forget a person …</source>
        <translation>Person &amp;vergessen …</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>In den &amp;Papierkorb legen</translation>
    </message>
    <message>
        <source>Re&amp;cover</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose another recordings folder</source>
        <translation>Einen anderen Aufnahmeordner wählen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Look for the recordings folder again</source>
        <translation>Noch einmal nach dem Aufnahmeordner sehen</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) were interrupted. What was recorded until then is safe: %1</source>
        <translation>
            <numerusform>%n Aufnahme wurde unterbrochen. Was bis dahin aufgenommen wurde, ist sicher: %1</numerusform>
            <numerusform>%n Aufnahmen wurden unterbrochen. Was bis dahin aufgenommen wurde, ist sicher: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>This is what would help to find the cause. It holds no token, no names, no paths and no ids, and Lavalier sends it to nobody: read it, then copy or save it, and add what you did and what you expected.</source>
        <translation>Dies würde helfen, die Ursache zu finden. Es enthält kein Token, keine Namen, keine Pfade und keine IDs, und Lavalier sendet es niemandem: Lesen Sie es, kopieren oder speichern Sie es, und ergänzen Sie, was Sie getan und was Sie erwartet haben.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the whole report</source>
        <translation>Den ganzen Bericht kopieren</translation>
    </message>
    <message>
        <source>&amp;Save …</source>
        <translation>&amp;Speichern …</translation>
    </message>
    <message>
        <source>Save the report as a text file</source>
        <translation>Den Bericht als Textdatei speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>It could not be saved there.</source>
        <translation>Dort konnte er nicht gespeichert werden.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReviewPage</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Back to the recordings</source>
        <translation>Zurück zu den Aufnahmen</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Export …</translation>
    </message>
    <message>
        <source>Export this recording</source>
        <translation>Diese Aufnahme exportieren</translation>
    </message>
    <message>
        <source>Part of the recording that is shown</source>
        <translation>Angezeigter Teil der Aufnahme</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes on this recording</source>
        <translation>Notizen zu dieser Aufnahme</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play from the cursor, or the selection</source>
        <translation>Ab der Marke oder die Auswahl abspielen</translation>
    </message>
    <message>
        <source>&amp;Play or stop</source>
        <translation>Ab&amp;spielen oder anhalten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Rename &amp;title …</source>
        <translation>&amp;Titel ändern …</translation>
    </message>
    <message>
        <source>Rename &amp;speaker …</source>
        <translation>&amp;Person umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Leave speaker out of exports</source>
        <translation>Person beim Export weg&amp;lassen</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>&amp;Notizen</translation>
    </message>
    <message>
        <source>Add &amp;marker …</source>
        <translation>&amp;Marke setzen …</translation>
    </message>
    <message>
        <source>&amp;Edit marker …</source>
        <translation>Marke b&amp;earbeiten …</translation>
    </message>
    <message>
        <source>&amp;Delete marker</source>
        <translation>Marke &amp;löschen</translation>
    </message>
    <message>
        <source>Ne&amp;xt marker</source>
        <translation>Nä&amp;chste Marke</translation>
    </message>
    <message>
        <source>Pre&amp;vious marker</source>
        <translation>&amp;Vorige Marke</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Trim to sele&amp;ction</source>
        <translation>Auf Auswahl &amp;kürzen</translation>
    </message>
    <message>
        <source>Keep the &amp;whole recording</source>
        <translation>&amp;Ganze Aufnahme behalten</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Show a&amp;ll of it</source>
        <translation>Alles an&amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Back to the recordings</source>
        <translation>&amp;Zurück zu den Aufnahmen</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>speaker&apos;s name</source>
        <translation>Name der Person</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>leaving out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>trim</source>
        <translation>Kürzen</translation>
    </message>
    <message>
        <source>marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>cannot be changed now</source>
        <translation>kann jetzt nicht geändert werden</translation>
    </message>
    <message>
        <source>trimmed to %1</source>
        <translation>auf %1 gekürzt</translation>
    </message>
    <message>
        <source>Opening the recording …</source>
        <translation>Öffnet die Aufnahme …</translation>
    </message>
    <message>
        <source>Nobody was heard</source>
        <translation>Niemand war zu hören</translation>
    </message>
    <message>
        <source>This recording holds no voice.</source>
        <translation>Diese Aufnahme enthält keine Stimme.</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Wiedergabe anhalten</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>No audio output was found; plug one in to listen.</source>
        <translation>Keine Tonausgabe gefunden; schließen Sie eine an, um zu hören.</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) cannot be decoded and stay silent.</source>
        <translation>
            <numerusform>%n Spur kann nicht dekodiert werden und bleibt stumm.</numerusform>
            <numerusform>%n Spuren können nicht dekodiert werden und bleiben stumm.</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>Bereitet vor …</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>What happens at %1?</source>
        <translation>Was geschieht bei %1?</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Title of the recording</source>
        <translation>Titel der Aufnahme</translation>
    </message>
    <message>
        <source>Rename speaker</source>
        <translation>Person umbenennen</translation>
    </message>
    <message>
        <source>Name in this recording and its exports</source>
        <translation>Name in dieser Aufnahme und ihren Exporten</translation>
    </message>
    <message>
        <source>Dra&amp;g or copy selection</source>
        <translation>Auswahl &amp;ziehen oder kopieren</translation>
    </message>
    <message>
        <source>Preparing the selection …</source>
        <translation>Auswahl wird vorbereitet …</translation>
    </message>
    <message>
        <source>Copied. Paste it, or drag it from here.</source>
        <translation>Kopiert. Fügen Sie sie ein, oder ziehen Sie sie von hier.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReviewRuler</name>
    <message>
        <source>Time and markers</source>
        <translation>Zeit und Marken</translation>
    </message>
    <message>
        <source>no markers</source>
        <translation>keine Marken</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SettingsPage</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Bot account</source>
        <translation>Bot-Konto</translation>
    </message>
    <message>
        <source>Forget token</source>
        <translation>Token vergessen</translation>
    </message>
    <message>
        <source>Removes the token from memory and from the keychain and signs out</source>
        <translation>Entfernt das Token aus Speicher und Schlüsselbund und meldet ab</translation>
    </message>
    <message>
        <source>Recordings and files</source>
        <translation>Aufnahmen und Dateien</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose recordings folder</source>
        <translation>Aufnahmeordner wählen</translation>
    </message>
    <message>
        <source>Recordings folder</source>
        <translation>Aufnahmeordner</translation>
    </message>
    <message>
        <source>Names of exported tracks</source>
        <translation>Namen exportierter Spuren</translation>
    </message>
    <message>
        <source>Placeholders: {number} {speaker} {server} {channel} {date} {time}</source>
        <translation>Platzhalter: {number} {speaker} {server} {channel} {date} {time}</translation>
    </message>
    <message>
        <source>Look and work</source>
        <translation>Aussehen und Arbeit</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message numerus="yes">
        <source>Automatic (%n core(s))</source>
        <translation>
            <numerusform>Automatisch (%n Kern)</numerusform>
            <numerusform>Automatisch (%n Kerne)</numerusform>
        </translation>
    </message>
    <message>
        <source>Decoders only draw meters and make exports; recording never waits for them</source>
        <translation>Dekoder dienen nur Pegeln und Exporten; die Aufnahme wartet nie auf sie</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Decoding processes at most</source>
        <translation>Höchstzahl der Dekodierprozesse</translation>
    </message>
    <message>
        <source>Looks like: %1</source>
        <translation>Sieht so aus: %1</translation>
    </message>
    <message>
        <source>People in the call</source>
        <translation>Leute im Anruf</translation>
    </message>
    <message>
        <source>While recording, put “🔴 REC” before the bot&apos;s name</source>
        <translation>Während der Aufnahme „🔴 REC“ vor den Namen des Bots setzen</translation>
    </message>
    <message>
        <source>Needs the permission “Change Nickname”; put back afterwards</source>
        <translation>Braucht die Berechtigung „Nickname ändern“; wird danach zurückgesetzt</translation>
    </message>
    <message>
        <source>Say in the channel&apos;s chat that the call is recorded</source>
        <translation>Im Chat des Kanals sagen, dass aufgenommen wird</translation>
    </message>
    <message>
        <source>Needs the permission “Send Messages”</source>
        <translation>Braucht die Berechtigung „Nachrichten senden“</translation>
    </message>
    <message>
        <source>Not a user id: %1</source>
        <translation>Keine Benutzer-ID: %1</translation>
    </message>
    <message>
        <source>User ids with commas between them</source>
        <translation>Benutzer-IDs, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>People who are never recorded</source>
        <translation>Wer nie aufgenommen wird</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Einstellung suchen</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>While in a call</source>
        <translation>Während eines Anrufs</translation>
    </message>
    <message>
        <source>Listen along as soon as a call is joined</source>
        <translation>Mithören, sobald einem Anruf beigetreten wird</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Once each time the channel fills: a stop by hand stays a stop</source>
        <translation>Einmal, sooft sich der Kanal füllt: Von Hand beendet bleibt beendet</translation>
    </message>
    <message>
        <source>Start recording by itself with so many people in the channel</source>
        <translation>Aufnahme von selbst beginnen ab so vielen Leuten im Kanal</translation>
    </message>
    <message>
        <source>Stop recording a minute after the last person left</source>
        <translation>Aufnahme eine Minute nach dem Weggang der letzten Person beenden</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Schreibtisch</translation>
    </message>
    <message>
        <source>Show Lavalier in the tray, where there is one</source>
        <translation>Lavalier im Infobereich zeigen, wo es einen gibt</translation>
    </message>
    <message>
        <source>Tell me, while the window is not in front, when</source>
        <translation>Melden, während das Fenster nicht vorn ist, wenn</translation>
    </message>
    <message>
        <source>a recording starts</source>
        <translation>eine Aufnahme beginnt</translation>
    </message>
    <message>
        <source>a recording is saved</source>
        <translation>eine Aufnahme gesichert ist</translation>
    </message>
    <message>
        <source>something needs attention</source>
        <translation>etwas Aufmerksamkeit braucht</translation>
    </message>
    <message>
        <source>an export is done</source>
        <translation>ein Export fertig ist</translation>
    </message>
    <message>
        <source>No setting is about “%1”.</source>
        <translation>Keine Einstellung betrifft „%1“.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Mithören</translation>
    </message>
    <message>
        <source>Play calls and recordings through</source>
        <translation>Anrufe und Aufnahmen wiedergeben über</translation>
    </message>
    <message>
        <source>No audio output was found; one that is plugged in appears here.</source>
        <translation>Es wurde keine Tonausgabe gefunden; eine, die angeschlossen wird, erscheint hier.</translation>
    </message>
    <message>
        <source>Exports begin with</source>
        <translation>Exporte beginnen mit</translation>
    </message>
    <message>
        <source>Closing the window keeps Lavalier running in the tray</source>
        <translation>Beim Schließen des Fensters läuft Lavalier im Infobereich weiter</translation>
    </message>
    <message>
        <source>A call and its recording go on; Quit ends Lavalier</source>
        <translation>Ein Anruf und seine Aufnahme gehen weiter; „Beenden“ beendet Lavalier</translation>
    </message>
    <message>
        <source>This desktop shows no tray</source>
        <translation>Diese Arbeitsumgebung hat keinen Infobereich</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SetupAssistant</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Skip set-up</source>
        <translation>Einrichtung überspringen</translation>
    </message>
    <message>
        <source>Set-up assistant</source>
        <translation>Einrichtungsassistent</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Welcome to Lavalier</source>
        <translation>Willkommen bei Lavalier</translation>
    </message>
    <message>
        <source>Lavalier records Discord voice channels on this computer: one clean track for every speaker, all of the same length.

For that it joins a channel as a bot that belongs to you. Making one takes about five minutes and costs nothing. Nothing leaves this computer but the connection to Discord.</source>
        <translation>Lavalier nimmt Discord-Sprachkanäle auf diesem Rechner auf: je Person eine saubere Spur, alle gleich lang.

Dazu tritt es einem Kanal als Bot bei, der Ihnen gehört. Einen anzulegen dauert etwa fünf Minuten und kostet nichts. Außer der Verbindung zu Discord verlässt nichts diesen Rechner.</translation>
    </message>
    <message>
        <source>You can leave at any step. Help, “Set-up assistant” brings you back.</source>
        <translation>Sie können bei jedem Schritt aufhören. Hilfe, „Einrichtungsassistent“ bringt Sie zurück.</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>In der Vorführung umsehen</translation>
    </message>
    <message>
        <source>A simulated call on this computer; it needs no bot and no network</source>
        <translation>Ein simulierter Anruf auf diesem Rechner; er braucht weder Bot noch Netz</translation>
    </message>
    <message>
        <source>Create an application</source>
        <translation>Eine Anwendung anlegen</translation>
    </message>
    <message>
        <source>1. Open Discord&apos;s developer page and sign in.
2. Press “New Application”, give it the name your bot shall have, and confirm.
3. Choose “Bot” on the left and press “Reset Token”. Discord shows the token once: copy it.</source>
        <translation>1. Öffnen Sie die Entwicklerseite von Discord und melden Sie sich an.
2. Drücken Sie „New Application“, geben Sie den Namen ein, den Ihr Bot haben soll, und bestätigen Sie.
3. Wählen Sie links „Bot“ und drücken Sie „Reset Token“. Discord zeigt das Token einmal: Kopieren Sie es.</translation>
    </message>
    <message>
        <source>Discord may ask for your password or a code before it shows the token. No “Privileged Gateway Intent” needs to be switched on.</source>
        <translation>Discord fragt vielleicht nach Passwort oder Code, bevor es das Token zeigt. Kein „Privileged Gateway Intent“ muss eingeschaltet werden.</translation>
    </message>
    <message>
        <source>Discord&apos;s developer page</source>
        <translation>Entwicklerseite von Discord</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Paste the token</source>
        <translation>Das Token einfügen</translation>
    </message>
    <message>
        <source>The token is the bot&apos;s password. Lavalier keeps it in the system keychain or, if you prefer, only until it is closed; never in a file.</source>
        <translation>Das Token ist das Passwort des Bots. Lavalier bewahrt es im Schlüsselbund des Systems auf oder, wenn Sie wollen, nur bis zum Beenden; nie in einer Datei.</translation>
    </message>
    <message>
        <source>If Discord refuses it, reset it once more on the “Bot” page: an older token stops working. The client secret and the public key are something else.</source>
        <translation>Lehnt Discord es ab, setzen Sie es auf der Seite „Bot“ noch einmal zurück: Ein älteres gilt nicht mehr. Client Secret und Public Key sind etwas anderes.</translation>
    </message>
    <message>
        <source>Invite the bot</source>
        <translation>Den Bot einladen</translation>
    </message>
    <message>
        <source>Open this link and choose your server. The bot asks to see channels and to connect to them; what else it may do is up to you:</source>
        <translation>Öffnen Sie diesen Link und wählen Sie Ihren Server. Der Bot möchte Kanäle sehen und sich mit ihnen verbinden; was er sonst darf, entscheiden Sie:</translation>
    </message>
    <message>
        <source>Only somebody who may manage the server can invite a bot. Private channels must let it in one by one: channel settings, “Permissions”.</source>
        <translation>Nur wer den Server verwalten darf, kann einen Bot einladen. Private Kanäle müssen ihn einzeln einlassen: Kanaleinstellungen, „Berechtigungen“.</translation>
    </message>
    <message>
        <source>Change its nickname: its name says that it records</source>
        <translation>Nickname ändern: Sein Name sagt, dass er aufnimmt</translation>
    </message>
    <message>
        <source>Send messages: a line in the channel&apos;s chat says so too</source>
        <translation>Nachrichten senden: Auch eine Zeile im Chat des Kanals sagt es</translation>
    </message>
    <message>
        <source>Speak: Lavalier itself stays silent; for your own announcements</source>
        <translation>Sprechen: Lavalier selbst bleibt still; für Ihre eigenen Ansagen</translation>
    </message>
    <message>
        <source>Invite link</source>
        <translation>Einladungslink</translation>
    </message>
    <message>
        <source>Where recordings go</source>
        <translation>Wohin Aufnahmen kommen</translation>
    </message>
    <message>
        <source>A speaker takes about 40 MB an hour at most. Choose a disk with room; a folder that is synchronised or on a network may be too slow.</source>
        <translation>Eine Person braucht höchstens etwa 40 MB je Stunde. Wählen Sie einen Datenträger mit Platz; ein synchronisierter Ordner oder einer im Netz ist vielleicht zu langsam.</translation>
    </message>
    <message>
        <source>Recordings folder</source>
        <translation>Aufnahmeordner</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Rehearse</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>Zehn Sekunden aufnehmen</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Appears once the token works</source>
        <translation>Erscheint, sobald das Token funktioniert</translation>
    </message>
    <message>
        <source>The bot is in no server yet. This page notices when it is.</source>
        <translation>Der Bot ist noch auf keinem Server. Diese Seite bemerkt es, wenn er es ist.</translation>
    </message>
    <message numerus="yes">
        <source>The bot is in %n server(s).</source>
        <translation>
            <numerusform>Der Bot ist auf %n Server.</numerusform>
            <numerusform>Der Bot ist auf %n Servern.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Recording and exporting …</source>
        <translation>Nimmt auf und exportiert …</translation>
    </message>
    <message numerus="yes">
        <source>It works: %n track(s), each %1 s long to the sample.</source>
        <translation>
            <numerusform>Es funktioniert: %n Spur, auf den Abtastwert genau %1 s lang.</numerusform>
            <numerusform>Es funktioniert: %n Spuren, jede auf den Abtastwert genau %1 s lang.</numerusform>
        </translation>
    </message>
    <message>
        <source>The rehearsal could not be started: a part of Lavalier is missing. Install it again.</source>
        <translation>Die Probe konnte nicht beginnen: Ein Teil von Lavalier fehlt. Installieren Sie es neu.</translation>
    </message>
    <message>
        <source>The recording could not be written. Go back one step and choose a folder that can be written to, on a disk with room.</source>
        <translation>Die Aufnahme konnte nicht geschrieben werden. Gehen Sie einen Schritt zurück und wählen Sie einen beschreibbaren Ordner auf einer Festplatte mit Platz.</translation>
    </message>
    <message>
        <source>It was recorded, but no tracks could be made of it. See that the disk has room and try again; if it fails again, install Lavalier again.</source>
        <translation>Aufgenommen wurde, aber Spuren ließen sich daraus nicht machen. Sorgen Sie für Platz auf der Festplatte und versuchen Sie es noch einmal; gelingt es wieder nicht, installieren Sie Lavalier neu.</translation>
    </message>
    <message>
        <source>It took too long: the computer or the folder&apos;s disk is busy. End what else is running or choose another folder, then try again.</source>
        <translation>Es dauerte zu lange: Der Computer oder die Festplatte des Ordners ist beschäftigt. Beenden Sie anderes oder wählen Sie einen anderen Ordner, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The rehearsal failed. Try again; if it fails again, Help, “Report a problem” gathers what we need to know.</source>
        <translation>Die Probe ist misslungen. Versuchen Sie es noch einmal; misslingt sie wieder, sammelt Hilfe, „Problem melden“, was wir wissen müssen.</translation>
    </message>
    <message>
        <source>A disk that is full, write-protected or not connected takes no recording. Lavalier tries the folder as soon as it is chosen.</source>
        <translation>Eine volle, schreibgeschützte oder nicht verbundene Festplatte nimmt keine Aufnahme an. Lavalier probiert den Ordner, sobald er gewählt ist.</translation>
    </message>
    <message>
        <source>Ten seconds of a simulated call are recorded and exported in your recordings folder, for real. Nothing is sent to Discord, and the files are removed again.</source>
        <translation>Zehn Sekunden eines simulierten Anrufs werden in Ihrem Aufnahmeordner wirklich aufgenommen und exportiert. Nichts geht an Discord, und die Dateien werden wieder entfernt.</translation>
    </message>
    <message>
        <source>Most often the folder cannot be written to: go back one step and choose another. On a very busy computer it may take a minute.</source>
        <translation>Meist kann in den Ordner nicht geschrieben werden: Gehen Sie einen Schritt zurück und wählen Sie einen anderen. Auf einem sehr beschäftigten Computer kann es eine Minute dauern.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ShortcutHelp</name>
    <message>
        <source>Keyboard and help</source>
        <translation>Tastatur und Hilfe</translation>
    </message>
    <message>
        <source>Join a channel, press Record, and every speaker becomes a track of their own. The clock shows what has reached the disk.</source>
        <translation>Treten Sie einem Kanal bei und drücken Sie Aufnehmen: Jeder Sprecher bekommt eine eigene Spur. Die Uhr zeigt, was auf der Platte angekommen ist.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ShortcutList</name>
    <message>
        <source>Keys for %1</source>
        <translation>Tasten für %1</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Default keys for %1</source>
        <translation>Vorgegebene Tasten für %1</translation>
    </message>
    <message>
        <source>%1 are already the keys for “%2”.</source>
        <translation>%1 gehört schon zu „%2“.</translation>
    </message>
    <message>
        <source>In the list of recordings</source>
        <translation>In der Liste der Aufnahmen</translation>
    </message>
    <message>
        <source>In an opened recording</source>
        <translation>In einer geöffneten Aufnahme</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TimeRuler</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <translation>−%1 s</translation>
    </message>
    <message>
        <source>Time and markers</source>
        <translation>Zeit und Marken</translation>
    </message>
    <message>
        <source>no markers</source>
        <translation>keine Marken</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TokenForm</name>
    <message>
        <source>Keep in the system keychain</source>
        <translation>Im Schlüsselbund des Systems aufbewahren</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Bot token</source>
        <translation>Bot-Token</translation>
    </message>
    <message>
        <source>This does not look like a bot token, which has three parts with dots between them. The client secret and the public key are something else.</source>
        <translation>Das sieht nicht nach einem Bot-Token aus: Das hat drei Teile mit Punkten dazwischen. Client Secret und öffentlicher Schlüssel sind etwas anderes.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TrackRow</name>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>not exported</source>
        <translation>nicht exportiert</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>Solo</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 stummschalten</translation>
    </message>
    <message>
        <source>Solo %1</source>
        <translation>Nur %1 hören</translation>
    </message>
    <message>
        <source>Do not hear %1</source>
        <translation>%1 nicht hören</translation>
    </message>
    <message>
        <source>Hear only %1, and who else is soloed</source>
        <translation>Nur %1 hören, und wer sonst auf Solo steht</translation>
    </message>
    <message>
        <source>Gain of %1</source>
        <translation>Pegel von %1</translation>
    </message>
    <message>
        <source>Louder or softer, here and in exports</source>
        <translation>Lauter oder leiser, hier und im Export</translation>
    </message>
    <message>
        <source>left out of exports</source>
        <translation>beim Export weggelassen</translation>
    </message>
    <message>
        <source>Rename speaker …</source>
        <translation>Person umbenennen …</translation>
    </message>
    <message>
        <source>Leave out of exports</source>
        <translation>Beim Export weglassen</translation>
    </message>
    <message>
        <source>Reset gain</source>
        <translation>Pegel zurücksetzen</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TransportBar</name>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n Spur</numerusform>
            <numerusform>%n Spuren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n speaker(s)</source>
        <translation>
            <numerusform>%n Sprecher</numerusform>
            <numerusform>%n Sprecher</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 auf der Platte</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) not written</source>
        <translation>
            <numerusform>%n Paket nicht geschrieben</numerusform>
            <numerusform>%n Pakete nicht geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s held in memory</source>
        <translation>%1 s im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>may fall asleep</source>
        <extracomment>The computer may; stands in the status line while nothing can prevent it.</extracomment>
        <translation>kann einschlafen</translation>
    </message>
    <message>
        <source>no notice in the call</source>
        <translation>kein Hinweis im Anruf</translation>
    </message>
    <message>
        <source>no notice</source>
        <translation>kein Hinweis</translation>
    </message>
    <message>
        <source>notice shown in the call</source>
        <translation>Hinweis im Anruf sichtbar</translation>
    </message>
    <message>
        <source>notice shown</source>
        <translation>Hinweis sichtbar</translation>
    </message>
    <message>
        <source>Nothing tells the people in the call that they are recorded</source>
        <translation>Nichts sagt den Leuten im Anruf, dass sie aufgenommen werden</translation>
    </message>
    <message>
        <source>The people in the call can see that they are recorded</source>
        <translation>Die Leute im Anruf können sehen, dass sie aufgenommen werden</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::Tray</name>
    <message>
        <source>Show Lavalier</source>
        <translation>Lavalier zeigen</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::WaveView</name>
    <message>
        <source>Waveform of %1</source>
        <translation>Wellenform von %1</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>The waveform could not be drawn.</source>
        <translation>Die Wellenform konnte nicht gezeichnet werden.</translation>
    </message>
    <message>
        <source>Drawing the waveform … %1</source>
        <translation>Zeichnet die Wellenform … %1</translation>
    </message>
    <message>
        <source>The waveform waits to be drawn …</source>
        <translation>Die Wellenform wartet darauf, gezeichnet zu werden …</translation>
    </message>
</context>
</TS>
