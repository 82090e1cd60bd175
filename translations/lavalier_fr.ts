<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>Announcements</name>
    <message>
        <source>Recording goes on.</source>
        <translation>L’enregistrement se poursuit.</translation>
    </message>
    <message>
        <source>Recording has started.</source>
        <translation>L’enregistrement a commencé.</translation>
    </message>
    <message>
        <source>Recording is paused.</source>
        <translation>L’enregistrement est en pause.</translation>
    </message>
    <message>
        <source>Recording has ended.</source>
        <translation>L’enregistrement est terminé.</translation>
    </message>
    <message>
        <source>You have left the call.</source>
        <translation>Vous avez quitté l’appel.</translation>
    </message>
    <message>
        <source>The connection to the call is back.</source>
        <translation>La connexion à l’appel est rétablie.</translation>
    </message>
    <message>
        <source>You are in the call %1.</source>
        <translation>Vous êtes dans l’appel %1.</translation>
    </message>
    <message>
        <source>%1 is not missing from the recording any more.</source>
        <translation>%1 ne manque plus à l’enregistrement.</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n enregistrement</numerusform>
            <numerusform>%n enregistrements</numerusform>
        </translation>
    </message>
    <message>
        <source>Not recorded: %1</source>
        <translation>Non enregistré : %1</translation>
    </message>
</context>
<context>
    <name>Confinement</name>
    <message>
        <source>Confinement: none. On this system, or in this build, decoder and ffmpeg run with the rights of your account.</source>
        <translation>Confinement : aucun. Sur ce système, ou dans cette version, décodeur et ffmpeg ont les droits de votre compte.</translation>
    </message>
    <message>
        <source>system calls filtered (the decoder has no network, files or processes, ffmpeg no network)</source>
        <translation>appels système filtrés (le décodeur n’a ni réseau, ni fichiers, ni processus ; ffmpeg pas de réseau)</translation>
    </message>
    <message>
        <source>files closed by Landlock %1 (the decoder opens none, ffmpeg reads its input and writes its folder)</source>
        <translation>fichiers fermés par Landlock %1 (le décodeur n’en ouvre aucun, ffmpeg lit son entrée et écrit dans son dossier)</translation>
    </message>
    <message>
        <source>ffmpeg may open the files of your account, as this kernel has no Landlock</source>
        <translation>ffmpeg peut ouvrir les fichiers de votre compte, car ce noyau n’a pas Landlock</translation>
    </message>
    <message>
        <source>Confinement: %1.</source>
        <translation>Confinement : %1.</translation>
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
        <translation>de la place pour des semaines</translation>
    </message>
    <message>
        <source>room for %1 h</source>
        <translation>de la place pour %1 h</translation>
    </message>
    <message>
        <source>room for %1 min</source>
        <translation>de la place pour %1 min</translation>
    </message>
</context>
<context>
    <name>EncryptionWords</name>
    <message>
        <source>Connecting …</source>
        <translation>Connexion …</translation>
    </message>
    <message>
        <source>Stage: not end-to-end encrypted</source>
        <translation>Conférence : non chiffrée de bout en bout</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted</source>
        <translation>Non chiffré de bout en bout</translation>
    </message>
    <message>
        <source>Joining the encrypted call …</source>
        <translation>Entrée dans l’appel chiffré …</translation>
    </message>
    <message>
        <source>End-to-end encrypted</source>
        <translation>Chiffré de bout en bout</translation>
    </message>
    <message>
        <source>Recovering the encryption …</source>
        <translation>Rétablissement du chiffrement …</translation>
    </message>
    <message>
        <source>Asking how the call is protected</source>
        <translation>Demande comment l’appel est protégé</translation>
    </message>
    <message>
        <source>Protected on the way to Discord only</source>
        <translation>Protégé jusqu’à Discord seulement</translation>
    </message>
    <message>
        <source>Waiting for the group&apos;s keys</source>
        <translation>En attente des clés du groupe</translation>
    </message>
    <message>
        <source>Asking the group for new keys</source>
        <translation>Demande de nouvelles clés au groupe</translation>
    </message>
    <message>
        <source>Lavalier is still being told how this call is protected.</source>
        <translation>Lavalier attend encore de savoir comment cet appel est protégé.</translation>
    </message>
    <message>
        <source>Stages are open by design: Discord protects the audio on its way, but can hear it. Recording works as always.</source>
        <translation>Les conférences sont ouvertes par nature : Discord protège l’audio en chemin, mais peut l’entendre. L’enregistrement fonctionne comme toujours.</translation>
    </message>
    <message>
        <source>Discord protects the audio on its way, but can hear it. Usually somebody&apos;s program cannot do end-to-end encryption. Recording works as always.</source>
        <translation>Discord protège l’audio en chemin, mais peut l’entendre. En général, le programme d’un participant ne connaît pas le chiffrement de bout en bout. L’enregistrement fonctionne comme toujours.</translation>
    </message>
    <message>
        <source>The people in the call are handing Lavalier their keys. What is heard meanwhile is kept for ten seconds and decrypted once they are here.</source>
        <translation>Les participants transmettent leurs clés à Lavalier. Ce qui est entendu entre-temps est gardé dix secondes et déchiffré dès qu’elles arrivent.</translation>
    </message>
    <message>
        <source>Only the people in the call can hear it. If everybody reads the same six groups on their screen, nobody stands in between.</source>
        <translation>Seuls les participants peuvent entendre l’appel. Si tous lisent les six mêmes groupes à l’écran, personne ne s’est interposé.</translation>
    </message>
    <message>
        <source>The keys did not fit any more, so Lavalier has asked to be let in anew. What is heard meanwhile is kept for ten seconds and decrypted once the new keys are here.</source>
        <translation>Les clés ne convenaient plus ; Lavalier a demandé à être admis de nouveau. Ce qui est entendu entre-temps est gardé dix secondes et déchiffré dès l’arrivée des nouvelles clés.</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>époque %1</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message numerus="yes">
        <source>%n file(s) of this recording are not here or cannot be read; what they hold is missing in the tracks.</source>
        <translation>
            <numerusform>%n fichier de cet enregistrement est absent ou illisible ; ce qu’il contient manque dans les pistes.</numerusform>
            <numerusform>%n fichiers de cet enregistrement sont absents ou illisibles ; ce qu’ils contiennent manque dans les pistes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) could not be decoded and are missing.</source>
        <translation>
            <numerusform>%n paquet n’a pas pu être décodé et manque.</numerusform>
            <numerusform>%n paquets n’ont pas pu être décodés et manquent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) found no room in the Opus file.</source>
        <translation>
            <numerusform>%n paquet n’a pas trouvé de place dans le fichier Opus.</numerusform>
            <numerusform>%n paquets n’ont pas trouvé de place dans le fichier Opus.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be decrypted.</source>
        <translation>%1 n’ont pas pu être déchiffrés.</translation>
    </message>
    <message>
        <source>%1 did not reach the disk.</source>
        <translation>%1 ne sont pas arrivés sur le disque.</translation>
    </message>
    <message>
        <source>Cut off from the call for %1.</source>
        <translation>Coupé de l’appel pendant %1.</translation>
    </message>
    <message>
        <source>At most %1 dropped by this computer, which was too busy, and filled in.</source>
        <translation>Au plus %1 perdus par cet ordinateur, surchargé, et comblés.</translation>
    </message>
    <message>
        <source>%1 lost on the network and filled in.</source>
        <translation>%1 perdus sur le réseau et comblés.</translation>
    </message>
    <message>
        <source>All tracks in step within %1 ms.</source>
        <translation>Toutes les pistes synchrones à %1 ms près.</translation>
    </message>
    <message>
        <source>%1 could not be read: the recording’s file is damaged there.</source>
        <translation>%1 illisible : le fichier de l’enregistrement y est endommagé.</translation>
    </message>
    <message>
        <source>There is more in this recording, behind a damage of its log: recover it, then export the copy.</source>
        <translation>Cet enregistrement contient davantage, derrière un endommagement de son journal : récupérez-le, puis exportez la copie.</translation>
    </message>
</context>
<context>
    <name>FolderText</name>
    <message>
        <source>Nothing can be written there: choose another folder, or make room and allow writing in this one.</source>
        <translation>On ne peut rien y écrire : choisissez un autre dossier, ou libérez de la place et autorisez l’écriture dans celui-ci.</translation>
    </message>
    <message>
        <source>There is a file of this name: choose another folder.</source>
        <translation>Un fichier porte ce nom : choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Its disk does not answer: choose a folder on another disk, or see whether this one is connected.</source>
        <translation>Son disque ne répond pas : choisissez un dossier sur un autre disque, ou vérifiez que celui-ci est branché.</translation>
    </message>
    <message>
        <source>Not used: give the whole path, beginning with %1.</source>
        <translation>Non retenu : donnez le chemin complet, commençant par %1.</translation>
    </message>
</context>
<context>
    <name>ForgetDialog</name>
    <message>
        <source>Forget a person</source>
        <translation>Oublier une personne</translation>
    </message>
    <message>
        <source>Takes everything this person said in %1 out of the recording, with their name, for good. This cannot be undone. Exported files stay as they are.</source>
        <translation>Retire définitivement de l’enregistrement tout ce que cette personne a dit dans %1, avec son nom. C’est irréversible. Les fichiers exportés restent tels quels.</translation>
    </message>
    <message>
        <source>Person to forget</source>
        <translation>Personne à oublier</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
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
        <translation>perdu, rétabli d’après le paquet suivant</translation>
    </message>
    <message>
        <source>lost, concealed</source>
        <translation>perdu, masqué</translation>
    </message>
    <message>
        <source>lost, silence</source>
        <translation>perdu, silence</translation>
    </message>
    <message>
        <source>this computer was too busy</source>
        <translation>cet ordinateur était surchargé</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>trop tard</translation>
    </message>
    <message>
        <source>not decrypted</source>
        <translation>non déchiffré</translation>
    </message>
    <message>
        <source>could not be decoded</source>
        <translation>indécodable</translation>
    </message>
    <message>
        <source>not written</source>
        <translation>non écrit</translation>
    </message>
    <message>
        <source>cut off from the call</source>
        <translation>coupé de l’appel</translation>
    </message>
    <message>
        <source>spoke on a newer connection</source>
        <translation>parlait sur une connexion plus récente</translation>
    </message>
    <message>
        <source>recording paused</source>
        <translation>enregistrement en pause</translation>
    </message>
    <message>
        <source>not to be recorded</source>
        <translation>à ne pas enregistrer</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s)</source>
        <translation>
            <numerusform>%n paquet</numerusform>
            <numerusform>%n paquets</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>nothing is missing</source>
        <translation>rien ne manque</translation>
    </message>
    <message>
        <source>waiting for a key or for the disk</source>
        <translation>attend une clé ou le disque</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) lost on the network</source>
        <translation>
            <numerusform>%n paquet perdu sur le réseau</numerusform>
            <numerusform>%n paquets perdus sur le réseau</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not decrypted</source>
        <translation>
            <numerusform>%n paquet non déchiffré</numerusform>
            <numerusform>%n paquets non déchiffrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not written</source>
        <translation>
            <numerusform>%n paquet non écrit</numerusform>
            <numerusform>%n paquets non écrits</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>il y a %1 s</translation>
    </message>
    <message>
        <source>In the last two minutes: %1</source>
        <translation>Ces deux dernières minutes : %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>au plus %1</translation>
    </message>
    <message numerus="yes">
        <source>at most %n packet(s)</source>
        <translation>
            <numerusform>au plus %n paquet</numerusform>
            <numerusform>au plus %n paquets</numerusform>
        </translation>
    </message>
    <message>
        <source>the file is damaged here</source>
        <translation>le fichier est endommagé ici</translation>
    </message>
</context>
<context>
    <name>MarkerText</name>
    <message>
        <source>marker</source>
        <translation>repère</translation>
    </message>
</context>
<context>
    <name>PresetText</name>
    <message>
        <source>For an audio program</source>
        <translation>Pour un logiciel audio</translation>
    </message>
    <message>
        <source>Podcast</source>
        <translation>Podcast</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>For sharing</source>
        <translation>Pour partager</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Everything heard until then is saved in %1.</source>
        <translation>Tout ce qui a été entendu jusque-là est sauvegardé dans %1.</translation>
    </message>
    <message>
        <source>Lavalier left the call.</source>
        <translation>Lavalier a quitté l’appel.</translation>
    </message>
    <message>
        <source>The bot was disconnected from the channel.</source>
        <translation>Le bot a été déconnecté du salon.</translation>
    </message>
    <message>
        <source>A moderator can let it in again; then join once more.</source>
        <translation>Un modérateur peut le laisser revenir ; rejoignez alors le salon.</translation>
    </message>
    <message>
        <source>The call ended, or the channel was deleted.</source>
        <translation>L’appel s’est terminé, ou le salon a été supprimé.</translation>
    </message>
    <message>
        <source>Choose a channel and join again.</source>
        <translation>Choisissez un salon et rejoignez-le.</translation>
    </message>
    <message>
        <source>Discord did not accept this version&apos;s end-to-end encryption.</source>
        <translation>Discord n’a pas accepté le chiffrement de bout en bout de cette version.</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier. Stage channels are not end-to-end encrypted and can be recorded meanwhile.</source>
        <translation>Installez une version plus récente de Lavalier. Les conférences ne sont pas chiffrées de bout en bout et peuvent être enregistrées en attendant.</translation>
    </message>
    <message>
        <source>Discord asked the bot to stop connecting to voice for a while.</source>
        <translation>Discord a demandé au bot de ne plus se connecter aux salons vocaux pendant un moment.</translation>
    </message>
    <message>
        <source>Wait a few minutes, then join again.</source>
        <translation>Attendez quelques minutes, puis rejoignez le salon.</translation>
    </message>
    <message>
        <source>The voice server refused the bot&apos;s session again and again.</source>
        <translation>Le serveur vocal a refusé la session du bot à plusieurs reprises.</translation>
    </message>
    <message>
        <source>Leave, wait a minute and join again.</source>
        <translation>Quittez, attendez une minute et rejoignez le salon.</translation>
    </message>
    <message>
        <source>Lavalier and the voice server did not understand each other.</source>
        <translation>Lavalier et le serveur vocal ne se sont pas compris.</translation>
    </message>
    <message>
        <source>Join again. If it happens again, please report it.</source>
        <translation>Rejoignez le salon. Si cela se reproduit, signalez-le.</translation>
    </message>
    <message>
        <source>The voice server cannot be reached.</source>
        <translation>Le serveur vocal est injoignable.</translation>
    </message>
    <message>
        <source>Check the network, then join again.</source>
        <translation>Vérifiez le réseau, puis rejoignez le salon.</translation>
    </message>
    <message>
        <source>No audio can come through: UDP to the voice server is blocked.</source>
        <translation>Aucun son ne peut passer : l’UDP vers le serveur vocal est bloqué.</translation>
    </message>
    <message>
        <source>Check the firewall and VPN; voice needs outgoing UDP.</source>
        <translation>Vérifiez le pare-feu et le VPN ; la voix a besoin d’UDP sortant.</translation>
    </message>
    <message>
        <source>The voice server offers no encryption that Lavalier knows.</source>
        <translation>Le serveur vocal ne propose aucun chiffrement connu de Lavalier.</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier.</source>
        <translation>Installez une version plus récente de Lavalier.</translation>
    </message>
    <message>
        <source>Discord did not answer the request to join.</source>
        <translation>Discord n’a pas répondu à la demande d’entrée.</translation>
    </message>
    <message>
        <source>The channel may be full or closed to the bot. Check View Channel and Connect, then try again.</source>
        <translation>Le salon est peut-être plein ou fermé au bot. Vérifiez « Voir le salon » et « Se connecter », puis réessayez.</translation>
    </message>
    <message>
        <source>Discord named a voice server outside Discord.</source>
        <translation>Discord a désigné un serveur vocal extérieur à Discord.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check proxies and DNS, then join again.</source>
        <translation>Rien n’y a été envoyé. Vérifiez proxys et DNS, puis rejoignez le salon.</translation>
    </message>
    <message>
        <source>Everything else is being recorded.</source>
        <translation>Tout le reste est enregistré.</translation>
    </message>
    <message>
        <source>Audio of an unknown speaker cannot be assigned: %1 packets.</source>
        <translation>Le son d’une personne inconnue ne peut être attribué : %1 paquets.</translation>
    </message>
    <message>
        <source>Discord did not say whose audio it is. If somebody&apos;s lane stays empty, let that person leave the channel and come back.</source>
        <translation>Discord n’a pas dit de qui vient ce son. Si la ligne de quelqu’un reste vide, demandez à cette personne de quitter le salon et de revenir.</translation>
    </message>
    <message>
        <source>%1 packets of audio could not be decrypted.</source>
        <translation>%1 paquets audio n’ont pas pu être déchiffrés.</translation>
    </message>
    <message>
        <source>If it goes on, leave the channel and join again.</source>
        <translation>Si cela continue, quittez le salon et rejoignez-le.</translation>
    </message>
    <message>
        <source>This computer dropped %1 packets of audio.</source>
        <translation>Cet ordinateur a laissé tomber %1 paquets audio.</translation>
    </message>
    <message>
        <source>It is too busy to keep up. Close other programs.</source>
        <translation>Il est trop occupé pour suivre. Fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>%1 packets of audio fit into no speaker&apos;s stream.</source>
        <translation>%1 paquets audio n’entrent dans le flux de personne.</translation>
    </message>
    <message>
        <source>A few are harmless. If it goes on, leave the channel and join again.</source>
        <translation>Quelques-uns sont sans gravité. Si cela continue, quittez le salon et rejoignez-le.</translation>
    </message>
    <message>
        <source>The bot is deafened in this server, so Discord sends it no audio.</source>
        <translation>Le bot est mis en sourdine sur ce serveur ; Discord ne lui envoie aucun son.</translation>
    </message>
    <message>
        <source>What was heard until now is safe. The recording goes on, in silence.</source>
        <translation>Ce qui a été entendu jusqu’ici est en sûreté. L’enregistrement continue, en silence.</translation>
    </message>
    <message>
        <source>A moderator can end it: right-click the bot in the channel, Server Deafen.</source>
        <translation>Un modérateur peut y mettre fin : clic droit sur le bot dans le salon, « Mettre en sourdine sur le serveur ».</translation>
    </message>
    <message>
        <source>The connection to the voice server was lost; Lavalier is reconnecting.</source>
        <translation>La connexion au serveur vocal est perdue ; Lavalier se reconnecte.</translation>
    </message>
    <message>
        <source>What was heard until now is safe. A recording goes on; the gap is noted in it.</source>
        <translation>Ce qui a été entendu jusqu’ici est en sûreté. L’enregistrement continue ; l’interruption y est notée.</translation>
    </message>
    <message>
        <source>Check the network if it takes more than a few seconds.</source>
        <translation>Vérifiez le réseau si cela dure plus de quelques secondes.</translation>
    </message>
    <message>
        <source>%1 is talking, but the audio cannot be decrypted.</source>
        <translation>%1 parle, mais le son ne peut être déchiffré.</translation>
    </message>
    <message>
        <source>Everyone else is heard and recorded. The last ten seconds are kept, in case the key comes.</source>
        <translation>Tous les autres sont entendus et enregistrés. Les dix dernières secondes sont gardées, au cas où la clé arriverait.</translation>
    </message>
    <message>
        <source>Lavalier asks for new keys by itself. If this stays, let %1 leave the channel and come back.</source>
        <translation>Lavalier demande lui-même de nouvelles clés. Si cela dure, demandez à %1 de quitter le salon et de revenir.</translation>
    </message>
    <message>
        <source>Discord did not let the bot move to %1.</source>
        <translation>Discord n’a pas laissé le bot passer dans %1.</translation>
    </message>
    <message>
        <source>The bot is still where it was; a recording goes on.</source>
        <translation>Le bot est toujours au même endroit ; l’enregistrement continue.</translation>
    </message>
    <message>
        <source>The file was not touched.</source>
        <translation>Le fichier n’a pas été modifié.</translation>
    </message>
    <message>
        <source>There is no such recording.</source>
        <translation>Cet enregistrement n’existe pas.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Vérifiez le chemin.</translation>
    </message>
    <message>
        <source>This file is not a recording of Lavalier.</source>
        <translation>Ce fichier n’est pas un enregistrement de Lavalier.</translation>
    </message>
    <message>
        <source>Choose a recording; their names end in .lavalier.</source>
        <translation>Choisissez un enregistrement ; son nom se termine par .lavalier.</translation>
    </message>
    <message>
        <source>The recording is in use.</source>
        <translation>L’enregistrement est en cours d’utilisation.</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>Attendez un instant et réessayez.</translation>
    </message>
    <message>
        <source>The recording cannot be read.</source>
        <translation>L’enregistrement est illisible.</translation>
    </message>
    <message>
        <source>Run: lavalier recover FILE</source>
        <translation>Lancez : lavalier recover FILE</translation>
    </message>
    <message>
        <source>The recording itself is untouched; finished tracks were kept.</source>
        <translation>L’enregistrement lui-même est intact ; les pistes terminées ont été gardées.</translation>
    </message>
    <message>
        <source>Nobody spoke in this recording, so there is no track to save.</source>
        <translation>Personne n’a parlé dans cet enregistrement ; il n’y a aucune piste à sauvegarder.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>Il n’y a rien à faire.</translation>
    </message>
    <message>
        <source>Nobody with the id %1 is in this recording.</source>
        <translation>Personne portant l’identifiant %1 n’est dans cet enregistrement.</translation>
    </message>
    <message>
        <source>Run: lavalier inspect FILE, which lists all speakers.</source>
        <translation>Lancez : lavalier inspect FILE, qui énumère toutes les personnes.</translation>
    </message>
    <message>
        <source>The tracks cannot be written to that folder.</source>
        <translation>Les pistes ne peuvent être écrites dans ce dossier.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Le disque est plein.</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder or MP3.</source>
        <translation>Libérez de la place, ou choisissez un autre dossier ou MP3.</translation>
    </message>
    <message>
        <source>ffmpeg could not make the track of %1.</source>
        <translation>ffmpeg n’a pas pu produire la piste de %1.</translation>
    </message>
    <message>
        <source>Try again or export WAV; ffmpeg&apos;s own words are in the details.</source>
        <translation>Réessayez ou exportez en WAV ; les détails contiennent le message de ffmpeg.</translation>
    </message>
    <message>
        <source>ffmpeg stopped taking audio for 15 seconds.</source>
        <translation>ffmpeg n’a plus accepté de son pendant 15 secondes.</translation>
    </message>
    <message>
        <source>It was ended. Try again, or export WAV.</source>
        <translation>Il a été arrêté. Réessayez, ou exportez en WAV.</translation>
    </message>
    <message>
        <source>lavalier-decode is missing beside lavalier.</source>
        <translation>lavalier-decode manque à côté de lavalier.</translation>
    </message>
    <message>
        <source>Install Lavalier again.</source>
        <translation>Réinstallez Lavalier.</translation>
    </message>
    <message>
        <source>The decoder failed on the track of %1.</source>
        <translation>Le décodeur a échoué sur la piste de %1.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it.</source>
        <translation>Réessayez. Si cela se reproduit, signalez-le.</translation>
    </message>
    <message>
        <source>The finished track of %1 did not hold what it should.</source>
        <translation>La piste terminée de %1 ne contenait pas ce qu’elle devait.</translation>
    </message>
    <message>
        <source>It was not kept. Try again, or export WAV.</source>
        <translation>Elle n’a pas été gardée. Réessayez, ou exportez en WAV.</translation>
    </message>
    <message>
        <source>Recording is not affected; only the meters stand still.</source>
        <translation>L’enregistrement n’est pas touché ; seuls les indicateurs de niveau sont arrêtés.</translation>
    </message>
    <message>
        <source>Install Lavalier again to get meters and exports.</source>
        <translation>Réinstallez Lavalier pour retrouver niveaux et exports.</translation>
    </message>
    <message>
        <source>lavalier-decode belongs to another version.</source>
        <translation>lavalier-decode appartient à une autre version.</translation>
    </message>
    <message>
        <source>Install Lavalier again so that both are of one version.</source>
        <translation>Réinstallez Lavalier pour que les deux soient de la même version.</translation>
    </message>
    <message>
        <source>The decoder keeps crashing.</source>
        <translation>Le décodeur plante sans cesse.</translation>
    </message>
    <message>
        <source>Lavalier keeps restarting it. Please report this.</source>
        <translation>Lavalier le relance à chaque fois. Merci de le signaler.</translation>
    </message>
    <message>
        <source>Discord does not accept the bot token.</source>
        <translation>Discord n’accepte pas le jeton du bot.</translation>
    </message>
    <message>
        <source>Copy the token again from the Discord developer portal (Bot, Reset Token) and enter it in Settings or LAVALIER_TOKEN.</source>
        <translation>Copiez de nouveau le jeton depuis le portail des développeurs Discord (Bot, Reset Token) et saisissez-le dans les réglages ou LAVALIER_TOKEN.</translation>
    </message>
    <message>
        <source>Discord refused what this bot asked to be told.</source>
        <translation>Discord a refusé les informations que ce bot demandait.</translation>
    </message>
    <message>
        <source>Lavalier needs no privileged intents. Check in the developer portal that the application is a bot and not disabled.</source>
        <translation>Lavalier n’a besoin d’aucune autorisation privilégiée (intents). Vérifiez dans le portail des développeurs que l’application est un bot et n’est pas désactivée.</translation>
    </message>
    <message>
        <source>This bot is in too many servers for one connection.</source>
        <translation>Ce bot est dans trop de serveurs pour une seule connexion.</translation>
    </message>
    <message>
        <source>Use a bot of its own for recording, invited only where you record.</source>
        <translation>Utilisez pour l’enregistrement un bot à part, invité seulement là où vous enregistrez.</translation>
    </message>
    <message>
        <source>Discord no longer speaks this version&apos;s language.</source>
        <translation>Discord ne parle plus la langue de cette version.</translation>
    </message>
    <message>
        <source>Discord named an address outside Discord.</source>
        <translation>Discord a désigné une adresse extérieure à Discord.</translation>
    </message>
    <message>
        <source>Nothing was sent there, the token least of all.</source>
        <translation>Rien n’y a été envoyé, et surtout pas le jeton.</translation>
    </message>
    <message>
        <source>Check --api-base, proxies and DNS, then try again.</source>
        <translation>Vérifiez --api-base, proxys et DNS, puis réessayez.</translation>
    </message>
    <message>
        <source>The connection to Discord could not be proven secure.</source>
        <translation>La sécurité de la connexion à Discord n’a pas pu être prouvée.</translation>
    </message>
    <message>
        <source>The token was not sent.</source>
        <translation>Le jeton n’a pas été envoyé.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date and time, and proxies or filters that open encrypted connections.</source>
        <translation>Vérifiez la date et l’heure de cet ordinateur, ainsi que les proxys ou filtres qui ouvrent les connexions chiffrées.</translation>
    </message>
    <message>
        <source>Discord refused the login.</source>
        <translation>Discord a refusé la connexion.</translation>
    </message>
    <message>
        <source>Wait a few minutes and try again. If it stays, reset the token.</source>
        <translation>Attendez quelques minutes et réessayez. Si cela dure, réinitialisez le jeton.</translation>
    </message>
    <message>
        <source>Something that is not Discord answered.</source>
        <translation>Ce n’est pas Discord qui a répondu.</translation>
    </message>
    <message>
        <source>A login page of the network or a proxy may stand in between. Lavalier keeps trying.</source>
        <translation>La page de connexion du réseau ou un proxy s’interpose peut-être. Lavalier continue d’essayer.</translation>
    </message>
    <message>
        <source>This bot has logged in too often.</source>
        <translation>Ce bot s’est connecté trop souvent.</translation>
    </message>
    <message>
        <source>Lavalier waits until Discord allows the next login.</source>
        <translation>Lavalier attend que Discord autorise la prochaine connexion.</translation>
    </message>
    <message>
        <source>Discord asked to slow down.</source>
        <translation>Discord a demandé de ralentir.</translation>
    </message>
    <message>
        <source>Lavalier waits as long as Discord asks.</source>
        <translation>Lavalier attend aussi longtemps que Discord le demande.</translation>
    </message>
    <message>
        <source>Discord cannot be reached.</source>
        <translation>Discord est injoignable.</translation>
    </message>
    <message>
        <source>A running call and its recording go on as long as the voice server answers.</source>
        <translation>L’appel en cours et son enregistrement continuent tant que le serveur vocal répond.</translation>
    </message>
    <message>
        <source>The recording&apos;s last words may be missing.</source>
        <translation>Les derniers mots de l’enregistrement manquent peut-être.</translation>
    </message>
    <message>
        <source>Everything before them is in the file.</source>
        <translation>Tout ce qui précède est dans le fichier.</translation>
    </message>
    <message>
        <source>This computer was too busy to hand over the end. Close other programs before you record again.</source>
        <translation>Cet ordinateur était trop occupé pour transmettre la fin. Fermez d’autres programmes avant d’enregistrer à nouveau.</translation>
    </message>
    <message>
        <source>Check the network, then run the command again.</source>
        <translation>Vérifiez le réseau, puis relancez la commande.</translation>
    </message>
    <message>
        <source>Check the network. Lavalier keeps trying.</source>
        <translation>Vérifiez le réseau. Lavalier continue d’essayer.</translation>
    </message>
    <message>
        <source>The bot is not in that server.</source>
        <translation>Le bot n’est pas sur ce serveur.</translation>
    </message>
    <message>
        <source>Invite it with the link from the README, or check the server id.</source>
        <translation>Invitez-le avec le lien du README, ou vérifiez l’identifiant du serveur.</translation>
    </message>
    <message>
        <source>That server is not available at the moment.</source>
        <translation>Ce serveur n’est pas disponible pour le moment.</translation>
    </message>
    <message>
        <source>Discord reports an outage. Try again in a while.</source>
        <translation>Discord signale une panne. Réessayez dans un moment.</translation>
    </message>
    <message>
        <source>There is no channel %1 that the bot knows.</source>
        <translation>Le bot ne connaît aucun salon %1.</translation>
    </message>
    <message>
        <source>Check the channel id, and that the bot may see the channel (lavalier channels lists them).</source>
        <translation>Vérifiez l’identifiant du salon, et que le bot peut le voir (lavalier channels les énumère).</translation>
    </message>
    <message>
        <source>%1 is not a voice channel.</source>
        <translation>%1 n’est pas un salon vocal.</translation>
    </message>
    <message>
        <source>Choose a voice or stage channel.</source>
        <translation>Choisissez un salon vocal ou une conférence.</translation>
    </message>
    <message>
        <source>The bot is timed out in this server.</source>
        <translation>Le bot est exclu temporairement de ce serveur.</translation>
    </message>
    <message>
        <source>A moderator can end the time-out.</source>
        <translation>Un modérateur peut mettre fin à l’exclusion.</translation>
    </message>
    <message>
        <source>The bot may not see %1.</source>
        <translation>Le bot n’a pas le droit de voir %1.</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role View Channel and Connect in that channel.</source>
        <translation>Donnez au rôle du bot « Voir le salon » et « Se connecter » dans ce salon.</translation>
    </message>
    <message>
        <source>The bot may not connect to %1.</source>
        <translation>Le bot n’a pas le droit de se connecter à %1.</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role Connect in that channel.</source>
        <translation>Donnez au rôle du bot « Se connecter » dans ce salon.</translation>
    </message>
    <message>
        <source>%1 is full.</source>
        <translation>%1 est plein.</translation>
    </message>
    <message>
        <source>Wait for a free place, raise the channel&apos;s user limit, or give the bot Move Members.</source>
        <translation>Attendez qu’une place se libère, augmentez la limite du salon, ou donnez au bot « Déplacer des membres ».</translation>
    </message>
    <message>
        <source>What is written stays. New audio is held in memory for up to a minute and written as soon as it can be.</source>
        <translation>Ce qui est écrit reste. Le nouveau son est gardé en mémoire jusqu’à une minute et écrit dès que possible.</translation>
    </message>
    <message>
        <source>The recording is stopped, but not yet whole: what was said last is held in memory and tried again until it is written.</source>
        <translation>L’enregistrement est arrêté, mais pas encore complet : les dernières paroles sont en mémoire et réessayées jusqu’à ce qu’elles soient écrites.</translation>
    </message>
    <message>
        <source>What was written before can be played and exported.</source>
        <translation>Ce qui a été écrit avant peut être écouté et exporté.</translation>
    </message>
    <message>
        <source>The recording is as it was.</source>
        <translation>L’enregistrement est tel qu’il était.</translation>
    </message>
    <message>
        <source>%1 Or choose another folder.</source>
        <translation>%1 Ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>%1 Then record again.</source>
        <translation>%1 Puis enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>%1 Then try again.</source>
        <translation>%1 Puis réessayez.</translation>
    </message>
    <message>
        <source>The recordings folder %1 cannot be written to.</source>
        <translation>Le dossier des enregistrements %1 n’est pas accessible en écriture.</translation>
    </message>
    <message>
        <source>Choose another folder in Settings.</source>
        <translation>Choisissez un autre dossier dans les réglages.</translation>
    </message>
    <message>
        <source>The recording file cannot be opened in %1.</source>
        <translation>Le fichier d’enregistrement ne peut être ouvert dans %1.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Il n’y a pas de fichier %1.</translation>
    </message>
    <message>
        <source>%1 is not a recording of Lavalier.</source>
        <translation>%1 n’est pas un enregistrement de Lavalier.</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of Lavalier.</source>
        <translation>%1 vient d’une version plus récente de Lavalier.</translation>
    </message>
    <message>
        <source>It can be read and exported, but not changed. Install a newer version.</source>
        <translation>Il peut être lu et exporté, mais pas modifié. Installez une version plus récente.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 est endommagé.</translation>
    </message>
    <message>
        <source>Keep a copy; what is readable can still be exported.</source>
        <translation>Gardez une copie ; ce qui est lisible peut encore être exporté.</translation>
    </message>
    <message>
        <source>Free some space now: recording goes on by itself.</source>
        <translation>Libérez de la place maintenant : l’enregistrement reprend de lui-même.</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>Libérez de la place.</translation>
    </message>
    <message>
        <source>The recordings folder has become read-only.</source>
        <translation>Le dossier des enregistrements est passé en lecture seule.</translation>
    </message>
    <message>
        <source>%1 is read-only.</source>
        <translation>%1 est en lecture seule.</translation>
    </message>
    <message>
        <source>Make it writable again: recording goes on by itself.</source>
        <translation>Rendez-le accessible en écriture : l’enregistrement reprend de lui-même.</translation>
    </message>
    <message>
        <source>Make it writable.</source>
        <translation>Rendez-le accessible en écriture.</translation>
    </message>
    <message>
        <source>The disk reports errors.</source>
        <translation>Le disque signale des erreurs.</translation>
    </message>
    <message>
        <source>Check the drive and its cable; recording goes on by itself.</source>
        <translation>Vérifiez le disque et son câble ; l’enregistrement reprend de lui-même.</translation>
    </message>
    <message>
        <source>Check the drive and its cable.</source>
        <translation>Vérifiez le disque et son câble.</translation>
    </message>
    <message>
        <source>The disk did not confirm the last second.</source>
        <translation>Le disque n’a pas confirmé la dernière seconde.</translation>
    </message>
    <message>
        <source>Check the drive. Recording goes on; the second before this may be missing after a crash of the system or a power cut.</source>
        <translation>Vérifiez le disque. L’enregistrement continue ; la seconde qui précède peut manquer après un plantage du système ou une coupure de courant.</translation>
    </message>
    <message>
        <source>Check the drive.</source>
        <translation>Vérifiez le disque.</translation>
    </message>
    <message>
        <source>The recording file %1 was removed while it was written.</source>
        <translation>Le fichier d’enregistrement %1 a été supprimé pendant l’écriture.</translation>
    </message>
    <message>
        <source>Nothing can be put back into a file that is gone.</source>
        <translation>On ne peut rien remettre dans un fichier disparu.</translation>
    </message>
    <message>
        <source>Start the next recording in another folder.</source>
        <translation>Commencez le prochain enregistrement dans un autre dossier.</translation>
    </message>
    <message>
        <source>%1 is in use.</source>
        <translation>%1 est en cours d’utilisation.</translation>
    </message>
    <message>
        <source>The recorder</source>
        <translation>L’enregistreur</translation>
    </message>
    <message>
        <source>%1 is being recorded.</source>
        <translation>%1 est en cours d’enregistrement.</translation>
    </message>
    <message>
        <source>Stop the recording first.</source>
        <translation>Arrêtez d’abord l’enregistrement.</translation>
    </message>
    <message>
        <source>This computer has run out of memory.</source>
        <translation>Cet ordinateur n’a plus de mémoire.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>The recording file could not be handled.</source>
        <translation>Le fichier d’enregistrement n’a pas pu être traité.</translation>
    </message>
    <message>
        <source>Please report this.</source>
        <translation>Merci de le signaler.</translation>
    </message>
    <message>
        <source>Recording goes on in a further file, %1. Both together are the recording.</source>
        <translation>L’enregistrement continue dans un autre fichier, %1. Les deux ensemble forment l’enregistrement.</translation>
    </message>
    <message>
        <source>Check the drive. Keep both files in one folder.</source>
        <translation>Vérifiez le disque. Gardez les deux fichiers dans le même dossier.</translation>
    </message>
    <message>
        <source>Nothing was sent to Discord.</source>
        <translation>Rien n’a été envoyé à Discord.</translation>
    </message>
    <message>
        <source>Copy the token from the Discord developer portal: your application, Bot, Reset Token.</source>
        <translation>Copiez le jeton depuis le portail des développeurs Discord : votre application, Bot, Reset Token.</translation>
    </message>
    <message>
        <source>The token is empty.</source>
        <translation>Le jeton est vide.</translation>
    </message>
    <message>
        <source>That does not look like a bot token.</source>
        <translation>Cela ne ressemble pas à un jeton de bot.</translation>
    </message>
    <message>
        <source>That is too long for a bot token.</source>
        <translation>C’est trop long pour un jeton de bot.</translation>
    </message>
    <message>
        <source>The token file cannot be read.</source>
        <translation>Le fichier du jeton est illisible.</translation>
    </message>
    <message>
        <source>Check the path after --token-file and its permissions.</source>
        <translation>Vérifiez le chemin après --token-file et ses permissions.</translation>
    </message>
    <message>
        <source>There is no bot token.</source>
        <translation>Il n’y a pas de jeton de bot.</translation>
    </message>
    <message>
        <source>Set LAVALIER_TOKEN, use --token-file, or enter the token in the window&apos;s Settings. To try Lavalier without one, use --demo.</source>
        <translation>Définissez LAVALIER_TOKEN, utilisez --token-file, ou saisissez le jeton dans les réglages de la fenêtre. Pour essayer Lavalier sans jeton : --demo.</translation>
    </message>
    <message>
        <source>Other users of this computer can read %1.</source>
        <translation>D’autres utilisateurs de cet ordinateur peuvent lire %1.</translation>
    </message>
    <message>
        <source>Lavalier uses the token in it all the same.</source>
        <translation>Lavalier utilise tout de même le jeton qu’il contient.</translation>
    </message>
    <message>
        <source>Make it private: chmod 600.</source>
        <translation>Rendez-le privé : chmod 600.</translation>
    </message>
    <message>
        <source>The keychain did not answer.</source>
        <translation>Le trousseau n’a pas répondu.</translation>
    </message>
    <message>
        <source>The token is no longer in use.</source>
        <translation>Le jeton n’est plus utilisé.</translation>
    </message>
    <message>
        <source>Remove Lavalier&apos;s entry in your keychain by hand.</source>
        <translation>Supprimez à la main l’entrée de Lavalier dans votre trousseau.</translation>
    </message>
    <message>
        <source>Nothing was being recorded, so nothing is lost.</source>
        <translation>Rien n’était en cours d’enregistrement ; rien n’est perdu.</translation>
    </message>
    <message>
        <source>What is already on disk stays there.</source>
        <translation>Ce qui est déjà sur le disque y reste.</translation>
    </message>
    <message>
        <source>The simulated call could not start: no port of this machine is free.</source>
        <translation>L’appel simulé n’a pas pu démarrer : aucun port de cette machine n’est libre.</translation>
    </message>
    <message>
        <source>The voice server refused the token that Discord gave for it.</source>
        <translation>Le serveur vocal a refusé le jeton que Discord a donné pour lui.</translation>
    </message>
    <message>
        <source>The voice server says that the bot&apos;s voice session is not valid.</source>
        <translation>Le serveur vocal indique que la session vocale du bot n’est pas valide.</translation>
    </message>
    <message>
        <source>The voice server says that the bot&apos;s voice session timed out.</source>
        <translation>Le serveur vocal indique que la session vocale du bot a expiré.</translation>
    </message>
    <message>
        <source>The bot was removed from the server.</source>
        <translation>Le bot a été retiré du serveur.</translation>
    </message>
    <message>
        <source>Invite it again with the link from the README.</source>
        <translation>Invitez-le de nouveau avec le lien du README.</translation>
    </message>
    <message>
        <source>The channel %1 was deleted.</source>
        <translation>Le salon %1 a été supprimé.</translation>
    </message>
    <message>
        <source>A moderator gave the bot a time-out.</source>
        <translation>Un modérateur a exclu temporairement le bot.</translation>
    </message>
    <message>
        <source>A moderator can end the time-out; then join again.</source>
        <translation>Un modérateur peut mettre fin à l’exclusion ; rejoignez alors le salon.</translation>
    </message>
    <message>
        <source>The bot lost its permission to be in %1.</source>
        <translation>Le bot n’a plus le droit d’être dans %1.</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role View Channel and Connect in that channel, then join again.</source>
        <translation>Donnez au rôle du bot « Voir le salon » et « Se connecter » dans ce salon, puis rejoignez-le.</translation>
    </message>
    <message>
        <source>The voice server that Discord named does not know this call.</source>
        <translation>Le serveur vocal désigné par Discord ne connaît pas cet appel.</translation>
    </message>
    <message>
        <source>Discord may be moving the call. Join again in a moment.</source>
        <translation>Discord déplace peut-être l’appel. Rejoignez-le dans un instant.</translation>
    </message>
    <message>
        <source>Switch a notice on in Settings, or tell them yourself and record without one.</source>
        <translation>Activez un avis dans les réglages, ou prévenez vous-même et enregistrez sans avis.</translation>
    </message>
    <message>
        <source>Give the bot “Change Nickname” in this server (or “Send Messages” in the channel, for a line in its chat), or tell them yourself and record without a notice (on the command line: --no-notice).</source>
        <translation>Donnez au bot « Changer le pseudo » sur ce serveur (ou « Envoyer des messages » dans le salon, pour une ligne dans son tchat), ou prévenez vous-même et enregistrez sans avis (en ligne de commande : --no-notice).</translation>
    </message>
    <message>
        <source>Try again, or tell them yourself and record without a notice (on the command line: --no-notice).</source>
        <translation>Réessayez, ou prévenez vous-même et enregistrez sans avis (en ligne de commande : --no-notice).</translation>
    </message>
    <message>
        <source>The people in the call are not told that they are recorded.</source>
        <translation>Les participants ne sont pas prévenus qu’ils sont enregistrés.</translation>
    </message>
    <message>
        <source>The bot&apos;s name still carries the recording mark.</source>
        <translation>Le nom du bot porte encore la marque d’enregistrement.</translation>
    </message>
    <message>
        <source>Nothing is being recorded under it.</source>
        <translation>Rien n’est plus enregistré sous ce nom.</translation>
    </message>
    <message>
        <source>Lavalier goes on trying to put the name back. If it stays, change the bot&apos;s nickname in Discord.</source>
        <translation>Lavalier continue d’essayer de rétablir le nom. Si la marque reste, changez le pseudo du bot dans Discord.</translation>
    </message>
    <message>
        <source>The settings could not be read.</source>
        <translation>Les réglages n’ont pas pu être lus.</translation>
    </message>
    <message>
        <source>The defaults apply, and nobody is on the list of people who are never recorded. The old file was kept under another name.</source>
        <translation>Les valeurs par défaut s’appliquent et la liste des personnes jamais enregistrées est vide. L’ancien fichier a été conservé sous un autre nom.</translation>
    </message>
    <message>
        <source>Look through the settings before you record.</source>
        <translation>Vérifiez les réglages avant d’enregistrer.</translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation>Les réglages n’ont pas pu être enregistrés.</translation>
    </message>
    <message>
        <source>They hold until Lavalier ends, also for people who are never recorded.</source>
        <translation>Ils valent jusqu’à la fermeture de Lavalier, y compris pour les personnes jamais enregistrées.</translation>
    </message>
    <message>
        <source>Make room on the disk, or check who may write to the folder of the settings. Then change a setting again.</source>
        <translation>Libérez de l’espace sur le disque ou vérifiez les droits d’écriture du dossier des réglages. Modifiez ensuite de nouveau un réglage.</translation>
    </message>
    <message>
        <source>Something that was recorded earlier was interrupted.</source>
        <translation>Un enregistrement précédent a été interrompu.</translation>
    </message>
    <message>
        <source>Open “Recordings” to recover it.</source>
        <translation>Ouvrez « Enregistrements » pour le récupérer.</translation>
    </message>
    <message>
        <source>Somebody took the recording mark off the bot&apos;s name.</source>
        <translation>Quelqu’un a retiré la marque d’enregistrement du nom du bot.</translation>
    </message>
    <message>
        <source>The recording goes on.</source>
        <translation>L’enregistrement continue.</translation>
    </message>
    <message>
        <source>Tell the people in the call yourself that you record them.</source>
        <translation>Prévenez vous-même les participants que vous les enregistrez.</translation>
    </message>
    <message>
        <source>The recording has nothing between these two places.</source>
        <translation>L’enregistrement ne contient rien entre ces deux endroits.</translation>
    </message>
    <message>
        <source>Choose a part that lies within its length.</source>
        <translation>Choisissez une partie comprise dans sa durée.</translation>
    </message>
    <message>
        <source>ffmpeg is not installed; this kind of export needs it.</source>
        <translation>ffmpeg n’est pas installé ; ce genre d’export en a besoin.</translation>
    </message>
    <message>
        <source>Install ffmpeg, or export Ogg Opus or WAV tracks, which work without it.</source>
        <translation>Installez ffmpeg, ou exportez des pistes Ogg Opus ou WAV, qui s’en passent.</translation>
    </message>
    <message>
        <source>Discord and Lavalier lost count of each other; logging in anew.</source>
        <translation>Discord et Lavalier ont perdu le compte l’un de l’autre ; nouvelle connexion.</translation>
    </message>
    <message>
        <source>The bot&apos;s session with Discord timed out; logging in anew.</source>
        <translation>La session du bot avec Discord a expiré ; nouvelle connexion.</translation>
    </message>
    <message>
        <source>Discord closed the bot&apos;s connection; Lavalier is reconnecting.</source>
        <translation>Discord a fermé la connexion du bot ; Lavalier se reconnecte.</translation>
    </message>
    <message>
        <source>Discord refused an intent that is switched off for this bot.</source>
        <translation>Discord a refusé un intent désactivé pour ce bot.</translation>
    </message>
    <message>
        <source>Discord did not accept the bot&apos;s shard number.</source>
        <translation>Discord n’a pas accepté le numéro de shard du bot.</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier, or use a bot of its own.</source>
        <translation>Installez une version plus récente de Lavalier, ou utilisez un bot à part.</translation>
    </message>
    <message>
        <source>%1 ended as it should: it is whole.</source>
        <translation>%1 s’est terminé normalement : il est complet.</translation>
    </message>
    <message>
        <source>Export its tracks, or begin a new recording.</source>
        <translation>Exportez ses pistes, ou commencez un nouvel enregistrement.</translation>
    </message>
    <message>
        <source>What is recorded does not change.</source>
        <translation>Ce qui est enregistré ne change pas.</translation>
    </message>
    <message>
        <source>There is no audio output to listen with.</source>
        <translation>Il n’y a pas de sortie audio pour écouter.</translation>
    </message>
    <message>
        <source>Connect headphones or speakers; Lavalier plays as soon as there is one.</source>
        <translation>Branchez un casque ou des haut-parleurs ; Lavalier joue dès qu’il y en a.</translation>
    </message>
    <message>
        <source>The audio output cannot be used.</source>
        <translation>La sortie audio est inutilisable.</translation>
    </message>
    <message>
        <source>Close a program that holds it alone, or choose another output in the system&apos;s settings.</source>
        <translation>Fermez le programme qui l’accapare, ou choisissez une autre sortie dans les réglages du système.</translation>
    </message>
    <message>
        <source>%1: heard, but nothing of it is reaching the disk.</source>
        <translation>%1 : entendu, mais rien n’arrive sur le disque.</translation>
    </message>
    <message>
        <source>What is on disk stays there. Up to a minute is kept in memory and written later.</source>
        <translation>Ce qui est sur le disque y reste. Jusqu’à une minute est gardée en mémoire et écrite plus tard.</translation>
    </message>
    <message>
        <source>Check the disk of the recordings folder, or let the recording go on in another folder.</source>
        <translation>Vérifiez le disque du dossier des enregistrements, ou continuez l’enregistrement dans un autre dossier.</translation>
    </message>
    <message>
        <source>%1: heard, but not decoded, so the meter stands still.</source>
        <translation>%1 : entendu, mais non décodé ; l’indicateur de niveau est donc arrêté.</translation>
    </message>
    <message>
        <source>The recording does not need the decoder and is complete.</source>
        <translation>L’enregistrement n’a pas besoin du décodeur et est complet.</translation>
    </message>
    <message>
        <source>Lavalier starts the decoder again by itself. If it stays, close other programs.</source>
        <translation>Lavalier relance le décodeur de lui-même. Si cela dure, fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>Nobody was heard in the first minute of this recording.</source>
        <translation>Personne n’a été entendu pendant la première minute de cet enregistrement.</translation>
    </message>
    <message>
        <source>Check that people are in this channel and not muted, and that the bot is not deafened.</source>
        <translation>Vérifiez que les gens sont dans ce salon et non muets, et que le bot n’est pas en sourdine.</translation>
    </message>
    <message>
        <source>Nobody was heard for five minutes.</source>
        <translation>Personne n’a été entendu depuis cinq minutes.</translation>
    </message>
    <message>
        <source>If people are talking, leave the channel and join again. If the session is over, stop the recording.</source>
        <translation>Si l’on parle, quittez le salon et rejoignez-le. Si la séance est finie, arrêtez l’enregistrement.</translation>
    </message>
    <message>
        <source>The voice server answers slowly, after more than half a second.</source>
        <translation>Le serveur vocal répond lentement, après plus d’une demi-seconde.</translation>
    </message>
    <message>
        <source>Audio may get lost on its way. Check what else uses the network.</source>
        <translation>Du son peut se perdre en chemin. Vérifiez ce qui utilise le réseau.</translation>
    </message>
    <message>
        <source>The bot was moved to %1.</source>
        <translation>Le bot a été déplacé dans %1.</translation>
    </message>
    <message>
        <source>The recording goes on there, in the same tracks.</source>
        <translation>L’enregistrement y continue, dans les mêmes pistes.</translation>
    </message>
    <message>
        <source>Move it back, or stop, if that was not meant.</source>
        <translation>Ramenez-le, ou arrêtez, si ce n’était pas voulu.</translation>
    </message>
    <message>
        <source>The disk is filling up.</source>
        <translation>Le disque se remplit.</translation>
    </message>
    <message>
        <source>There is room for less than an hour or one gigabyte. Free some space, or go on in another folder.</source>
        <translation>Il reste moins d’une heure ou d’un gigaoctet. Libérez de la place, ou continuez dans un autre dossier.</translation>
    </message>
    <message>
        <source>The disk is almost full.</source>
        <translation>Le disque est presque plein.</translation>
    </message>
    <message>
        <source>There is room for a few minutes. Free some space now, or go on in another folder.</source>
        <translation>Il reste quelques minutes. Libérez de la place maintenant, ou continuez dans un autre dossier.</translation>
    </message>
    <message>
        <source>Nothing keeps this computer from falling asleep.</source>
        <translation>Rien n’empêche cet ordinateur de se mettre en veille.</translation>
    </message>
    <message>
        <source>Switch automatic sleep off in the system&apos;s settings while you record.</source>
        <translation>Désactivez la mise en veille automatique dans les réglages du système pendant l’enregistrement.</translation>
    </message>
    <message numerus="yes">
        <source>The disk has room for about %n more minute(s): %1 are free.</source>
        <translation>
            <numerusform>Le disque a encore de la place pour %n minute environ : %1 libres.</numerusform>
            <numerusform>Le disque a encore de la place pour %n minutes environ : %1 libres.</numerusform>
        </translation>
    </message>
    <message>
        <source>Free some space, or go on in another folder.</source>
        <translation>Libérez de la place, ou continuez dans un autre dossier.</translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n minute(s) only: %2 are free.</source>
        <translation>
            <numerusform>%1 n’a de place que pour %n minute environ : %2 libres.</numerusform>
            <numerusform>%1 n’a de place que pour %n minutes environ : %2 libres.</numerusform>
        </translation>
    </message>
    <message>
        <source>Free some space, choose another folder in Settings, or record all the same.</source>
        <translation>Libérez de la place, choisissez un autre dossier dans les réglages, ou enregistrez quand même.</translation>
    </message>
    <message>
        <source>The recording of this channel was interrupted: %1.</source>
        <translation>L’enregistrement de ce salon a été interrompu : %1.</translation>
    </message>
    <message>
        <source>All that was written can be played and exported as it is.</source>
        <translation>Tout ce qui a été écrit peut être écouté et exporté tel quel.</translation>
    </message>
    <message>
        <source>You can go on in it: what was missed in between is a gap. Record begins a new one.</source>
        <translation>Vous pouvez y continuer : ce qui manque entre-temps est un trou. « Enregistrer » en commence un nouveau.</translation>
    </message>
    <message>
        <source>This is a plain start: listening, exports and whatever begins by itself are off.</source>
        <translation>Ceci est un démarrage simple : l&apos;écoute, les exportations et tout ce qui commence de soi-même sont désactivés.</translation>
    </message>
    <message>
        <source>Joining and recording work as always.</source>
        <translation>Rejoindre et enregistrer fonctionnent comme toujours.</translation>
    </message>
    <message>
        <source>Close Lavalier and start it the usual way to have the rest back.</source>
        <translation>Fermez Lavalier et démarrez-le comme d&apos;habitude pour retrouver le reste.</translation>
    </message>
    <message>
        <source>Lavalier did not end as it should the last time.</source>
        <translation>Lavalier ne s&apos;est pas terminé correctement la dernière fois.</translation>
    </message>
    <message>
        <source>What was recorded until then is safe; Recordings lists what was interrupted.</source>
        <translation>Ce qui a été enregistré jusque-là est en sécurité ; « Enregistrements » montre ce qui a été interrompu.</translation>
    </message>
    <message>
        <source>If it happens again, start plainly: without listening, exports and what begins by itself.</source>
        <translation>Si cela se reproduit, démarrez simplement : sans écoute, sans exportations et sans ce qui commence de soi-même.</translation>
    </message>
    <message>
        <source>All of it can still be saved while the program runs.</source>
        <translation>Tout peut encore être sauvegardé tant que le programme tourne.</translation>
    </message>
    <message>
        <source>Choose another folder: what was recorded so far is copied there, and recording goes on there.</source>
        <translation>Choisissez un autre dossier : ce qui a été enregistré jusqu’ici y est copié, et l’enregistrement y continue.</translation>
    </message>
    <message>
        <source>Nothing comes from the voice server any more, although people were talking.</source>
        <translation>Plus rien ne vient du serveur vocal, alors que des gens parlaient.</translation>
    </message>
    <message>
        <source>The audio output “%1” is not connected.</source>
        <translation>La sortie audio « %1 » n’est pas connectée.</translation>
    </message>
    <message>
        <source>You hear the system&apos;s default output instead, until the chosen one is back.</source>
        <translation>Vous écoutez sur la sortie par défaut du système jusqu’au retour de celle que vous avez choisie.</translation>
    </message>
    <message>
        <source>Somebody is talking, and Discord does not say who.</source>
        <translation>Quelqu’un parle, et Discord ne dit pas qui.</translation>
    </message>
    <message>
        <source>No audio is known yet of: %1.</source>
        <translation>Aucun son n’est encore connu de : %1.</translation>
    </message>
    <message>
        <source>Everyone else is heard and recorded. Up to ten seconds are kept, and recorded as soon as Discord names the person.</source>
        <translation>Toutes les autres personnes sont entendues et enregistrées. Jusqu’à dix secondes sont gardées, et enregistrées dès que Discord nomme la personne.</translation>
    </message>
    <message>
        <source>What is older is lost. If this stays, let that person leave the channel and come back.</source>
        <translation>Ce qui est plus ancien est perdu. Si cela dure, demandez à cette personne de quitter le salon et de revenir.</translation>
    </message>
    <message>
        <source>%1: heard, but cannot be decoded.</source>
        <translation>%1 : entendu, mais impossible à décoder.</translation>
    </message>
    <message>
        <source>The recording keeps it as it came. Everyone else is heard and recorded.</source>
        <translation>L’enregistrement le garde tel quel. Toutes les autres personnes sont entendues et enregistrées.</translation>
    </message>
    <message>
        <source>It is damaged or no Opus audio, so an export has silence there. Let that person leave the channel and come back.</source>
        <translation>Le son est abîmé ou n’est pas de l’Opus ; un export y met du silence. Demandez à cette personne de quitter le salon et de revenir.</translation>
    </message>
    <message>
        <source>The recordings folder %1 is not there.</source>
        <translation>Le dossier d’enregistrements %1 est introuvable.</translation>
    </message>
    <message>
        <source>Lavalier did not remove anything.</source>
        <translation>Lavalier n’a rien supprimé.</translation>
    </message>
    <message>
        <source>Connect the disk it is on, or choose another folder.</source>
        <translation>Branchez le disque qui le contient, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The recordings folder %1 cannot be read.</source>
        <translation>Le dossier d’enregistrements %1 ne peut pas être lu.</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another folder.</source>
        <translation>Vérifiez ses droits d’accès, ou choisissez un autre dossier.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The bot cannot see this channel. Ask a server administrator to give it the “View Channel” permission here.</source>
        <translation>Le bot ne voit pas ce salon. Demandez à un administrateur du serveur de lui donner ici la permission « Voir le salon ».</translation>
    </message>
    <message>
        <source>The bot may not join this channel. Ask a server administrator to give it the “Connect” permission here.</source>
        <translation>Le bot n’a pas le droit de rejoindre ce salon. Demandez à un administrateur du serveur de lui donner ici la permission « Se connecter ».</translation>
    </message>
    <message>
        <source>This channel is full. Wait until someone leaves, or ask for a higher user limit.</source>
        <translation>Ce salon est plein. Attendez que quelqu’un parte, ou demandez une limite plus haute.</translation>
    </message>
    <message>
        <source>The bot is timed out on this server. A moderator can end the timeout; until then it cannot join.</source>
        <translation>Le bot est exclu temporairement de ce serveur. Un modérateur peut y mettre fin ; d’ici là il ne peut pas entrer.</translation>
    </message>
    <message>
        <source>Discord reports that this server is not available just now. It comes back by itself.</source>
        <translation>Discord signale que ce serveur n’est pas disponible en ce moment. Il reviendra de lui-même.</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>caché</translation>
    </message>
    <message>
        <source>no access</source>
        <translation>pas d’accès</translation>
    </message>
    <message>
        <source>full</source>
        <translation>plein</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>exclu</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>indisponible</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Ouvrir les réglages</translation>
    </message>
    <message>
        <source>Enter token</source>
        <translation>Saisir le jeton</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>Choose another folder …</source>
        <translation>Choisir un autre dossier …</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Afficher le dossier</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>No bot token yet</source>
        <translation>Pas encore de jeton</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Connexion …</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>Reconnexion …</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Démo</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>No token is set.</source>
        <translation>Aucun jeton n’est défini.</translation>
    </message>
    <message>
        <source>A token is in use until you quit. It is stored nowhere.</source>
        <translation>Un jeton est utilisé jusqu’à la fermeture. Il n’est stocké nulle part.</translation>
    </message>
    <message>
        <source>A token is kept in the system keychain.</source>
        <translation>Un jeton est gardé dans le trousseau du système.</translation>
    </message>
    <message>
        <source>A token was given by the environment variable LAVALIER_TOKEN.</source>
        <translation>Un jeton a été donné par la variable d’environnement LAVALIER_TOKEN.</translation>
    </message>
    <message>
        <source>A token was read from the file named at start.</source>
        <translation>Un jeton a été lu dans le fichier nommé au lancement.</translation>
    </message>
    <message>
        <source>Holding</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Sauvegarde …</translation>
    </message>
    <message>
        <source>Not in a call</source>
        <translation>Hors appel</translation>
    </message>
    <message>
        <source>Joining …</source>
        <translation>Entrée …</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>Pas d’enregistrement</translation>
    </message>
    <message>
        <source>recording now</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompu</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>entendu</translation>
    </message>
    <message>
        <source>decrypted</source>
        <translation>déchiffré</translation>
    </message>
    <message>
        <source>decoded</source>
        <translation>décodé</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>sur le disque</translation>
    </message>
    <message>
        <source>%1: quiet</source>
        <translation>%1 : calme</translation>
    </message>
    <message>
        <source>%1: flowing</source>
        <translation>%1 : passe</translation>
    </message>
    <message>
        <source>%1: troubled</source>
        <translation>%1 : perturbé</translation>
    </message>
    <message>
        <source>%1: nothing arrives</source>
        <translation>%1 : rien n’arrive</translation>
    </message>
    <message>
        <source>left</source>
        <translation>parti</translation>
    </message>
    <message>
        <source>waiting for keys</source>
        <translation>attend des clés</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>muet</translation>
    </message>
    <message>
        <source>%1 not written</source>
        <translation>%1 non écrits</translation>
    </message>
    <message>
        <source>%1 not decrypted</source>
        <translation>%1 non déchiffrés</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 perdus</translation>
    </message>
    <message>
        <source>Record without a notice</source>
        <translation>Enregistrer sans avis</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>non enregistré</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Tel quel</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Informing the call … · %1</source>
        <translation>L’appel est informé … · %1</translation>
    </message>
    <message>
        <source>Call informed · %1</source>
        <translation>Appel informé · %1</translation>
    </message>
    <message>
        <source>Call not informed · %1</source>
        <translation>Appel non informé · %1</translation>
    </message>
    <message>
        <source>Record anyway</source>
        <translation>Enregistrer quand même</translation>
    </message>
    <message>
        <source>Go on in it</source>
        <translation>Y continuer</translation>
    </message>
    <message>
        <source>Start plainly</source>
        <translation>Démarrer simplement</translation>
    </message>
    <message>
        <source>Report …</source>
        <translation>Rapport …</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>Ouvrir les enregistrements</translation>
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
        <translation>silence</translation>
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
        <translation>Vérifier %1 …</translation>
    </message>
    <message>
        <source>&amp;Solo</source>
        <translation>&amp;Solo</translation>
    </message>
    <message>
        <source>&amp;Mute for me</source>
        <translation>&amp;Muet pour moi</translation>
    </message>
    <message>
        <source>&amp;Loudness for me</source>
        <translation>Vo&amp;lume pour moi</translation>
    </message>
    <message>
        <source>Reset clip lamp</source>
        <translation>Éteindre le voyant d’écrêtage</translation>
    </message>
    <message>
        <source>Record %1 again</source>
        <translation>Enregistrer de nouveau %1</translation>
    </message>
    <message>
        <source>Never record %1</source>
        <translation>Ne jamais enregistrer %1</translation>
    </message>
</context>
<context>
    <name>lavalier::app::CallDesk</name>
    <message>
        <source>that channel</source>
        <translation>ce salon</translation>
    </message>
    <message>
        <source>another channel</source>
        <translation>un autre salon</translation>
    </message>
</context>
<context>
    <name>lavalier::app::Recorder</name>
    <message>
        <source>A call is being recorded</source>
        <translation>Un appel est en cours d’enregistrement</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CallChip</name>
    <message>
        <source>Show this call (%1)</source>
        <translation>Afficher cet appel (%1)</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CallChips</name>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ChannelSidebar</name>
    <message>
        <source>Find a channel</source>
        <translation>Chercher un salon</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Lavalier</source>
        <translation>Lavalier</translation>
    </message>
    <message>
        <source>Nothing has these words in its name.</source>
        <translation>Aucun nom ne contient ces mots.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ChannelsModel</name>
    <message>
        <source>muted</source>
        <translation>muet</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>rejoint</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ClipHandle</name>
    <message>
        <source>Drag or copy</source>
        <translation>Glisser ou copier</translation>
    </message>
    <message>
        <source>Drag or copy the selection</source>
        <translation>Glisser ou copier la sélection</translation>
    </message>
    <message>
        <source>Drag the selection into another program, or press to copy it again. The files are kept until Lavalier ends.</source>
        <translation>Glissez la sélection dans un autre programme, ou appuyez pour la copier à nouveau. Les fichiers sont gardés jusqu’à la fermeture de Lavalier.</translation>
    </message>
    <message>
        <source>The selection is copied and can be dragged.</source>
        <translation>La sélection est copiée et peut être glissée.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CodePopover</name>
    <message>
        <source>Copy code</source>
        <translation>Copier le code</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Privacy code of %1. It changes whenever somebody joins or leaves.</source>
        <translation>Code de confidentialité de %1. Il change dès que quelqu’un entre ou sort.</translation>
    </message>
    <message>
        <source>Verify %1</source>
        <translation>Vérifier %1</translation>
    </message>
    <message>
        <source>Let %1 open the call in Discord, choose this bot and “Verify”, and read the code out. The same nine groups: the audio is theirs, and nobody stands in between.</source>
        <translation>Demandez à %1 d’ouvrir l’appel dans Discord, de choisir ce bot puis « Vérifier », et de lire le code à voix haute. Les neuf mêmes groupes : le son est bien le sien, et personne ne s’est interposé.</translation>
    </message>
    <message>
        <source>Working out the code …</source>
        <translation>Calcul du code …</translation>
    </message>
    <message>
        <source>There is no code to compare: %1 is not in the encrypted call just now.</source>
        <translation>Il n’y a pas de code à comparer : %1 n’est pas dans l’appel chiffré en ce moment.</translation>
    </message>
    <message>
        <source>It changes when either program is started anew.</source>
        <translation>Il change quand l’un des deux programmes est relancé.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::DragHandle</name>
    <message>
        <source>Drag or copy files</source>
        <translation>Glisser ou copier les fichiers</translation>
    </message>
    <message>
        <source>Drag the files into another program, or press to copy them</source>
        <translation>Glissez les fichiers dans un autre programme, ou appuyez pour les copier</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportDialog</name>
    <message>
        <source>Keep pauses as silence</source>
        <translation>Garder les pauses en silence</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>WAV 16 bit</source>
        <translation>WAV 16 bits</translation>
    </message>
    <message>
        <source>WAV 24 bit</source>
        <translation>WAV 24 bits</translation>
    </message>
    <message>
        <source>MP3</source>
        <translation>MP3</translation>
    </message>
    <message>
        <source>Best quality</source>
        <translation>Meilleure qualité</translation>
    </message>
    <message>
        <source>High quality</source>
        <translation>Haute qualité</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>Petits fichiers</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Pistes</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Select all tracks</source>
        <translation>Sélectionner toutes les pistes</translation>
    </message>
    <message>
        <source>Select no tracks</source>
        <translation>Ne sélectionner aucune piste</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Choisir …</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Export all tracks</source>
        <translation>Exporter toutes les pistes</translation>
    </message>
    <message numerus="yes">
        <source>Export %n track(s)</source>
        <translation>
            <numerusform>Exporter %n piste</numerusform>
            <numerusform>Exporter %n pistes</numerusform>
        </translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>Exporter dans un dossier</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Préréglage</translation>
    </message>
    <message>
        <source>Save as preset …</source>
        <translation>Enregistrer comme préréglage …</translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation>Supprimer ce préréglage</translation>
    </message>
    <message>
        <source>Ogg Opus, as it was received</source>
        <translation>Ogg Opus, tel que reçu</translation>
    </message>
    <message>
        <source>FLAC 24 bit</source>
        <translation>FLAC 24 bits</translation>
    </message>
    <message>
        <source>FLAC 16 bit</source>
        <translation>FLAC 16 bits</translation>
    </message>
    <message>
        <source>AAC</source>
        <translation>AAC</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualité</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>A file for each speaker</source>
        <translation>Un fichier par personne</translation>
    </message>
    <message>
        <source>One file with everybody mixed</source>
        <translation>Un seul fichier, tout le monde mixé</translation>
    </message>
    <message>
        <source>Both: tracks and a mix</source>
        <translation>Les deux : pistes et mixage</translation>
    </message>
    <message>
        <source>One Matroska file with all tracks</source>
        <translation>Un fichier Matroska avec toutes les pistes</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Canaux</translation>
    </message>
    <message>
        <source>Mono, stereo where it is heard</source>
        <translation>Mono, stéréo là où elle s’entend</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>Mono</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>Stéréo</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Sonie</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>Comme enregistré</translation>
    </message>
    <message>
        <source>−16 LUFS, podcasts</source>
        <translation>−16 LUFS, podcasts stéréo</translation>
    </message>
    <message>
        <source>−19 LUFS, podcasts in mono</source>
        <translation>−19 LUFS, podcasts en mono</translation>
    </message>
    <message>
        <source>−14 LUFS, streaming</source>
        <translation>−14 LUFS, diffusion en ligne</translation>
    </message>
    <message>
        <source>−23 LUFS, broadcasting</source>
        <translation>−23 LUFS, radiodiffusion</translation>
    </message>
    <message>
        <source>True peaks stay below −1 dBTP.</source>
        <translation>Les crêtes vraies restent sous −1 dBTP.</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Plage</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Names of the files</source>
        <translation>Noms des fichiers</translation>
    </message>
    <message>
        <source>as in Settings</source>
        <translation>comme dans les réglages</translation>
    </message>
    <message>
        <source>Markers as labels</source>
        <translation>Repères comme étiquettes</translation>
    </message>
    <message>
        <source>Reaper project</source>
        <translation>Projet Reaper</translation>
    </message>
    <message>
        <source>Audacity project</source>
        <translation>Projet Audacity</translation>
    </message>
    <message>
        <source>DAWproject</source>
        <translation>DAWproject</translation>
    </message>
    <message>
        <source>Report (JSON)</source>
        <translation>Rapport (JSON)</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Noms</translation>
    </message>
    <message>
        <source>Beside them</source>
        <translation>À côté</translation>
    </message>
    <message>
        <source>The whole recording</source>
        <translation>Tout l’enregistrement</translation>
    </message>
    <message>
        <source>As trimmed: %1 to %2</source>
        <translation>Comme rogné : %1 à %2</translation>
    </message>
    <message>
        <source>The selection: %1 to %2</source>
        <translation>La sélection : %1 à %2</translation>
    </message>
    <message>
        <source>Between two times</source>
        <translation>Entre deux instants</translation>
    </message>
    <message>
        <source>As chosen below</source>
        <translation>Selon les choix ci-dessous</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>Enregistrer comme préréglage</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Nom du préréglage</translation>
    </message>
    <message>
        <source>This needs the program ffmpeg, which was not found. Install it and start Lavalier again; tracks in Ogg Opus and WAV work without.</source>
        <translation>Cela exige le programme ffmpeg, qui n’a pas été trouvé. Installez-le et relancez Lavalier ; les pistes Ogg Opus et WAV s’en passent.</translation>
    </message>
    <message>
        <source>FLAC, MP3, AAC and mixed files need the program ffmpeg, which was not found. What is chosen here works without.</source>
        <translation>FLAC, MP3, AAC et les mixages exigent le programme ffmpeg, qui n’a pas été trouvé. Ce qui est choisi ici s’en passe.</translation>
    </message>
    <message>
        <source>Names as they will be: %1</source>
        <translation>Noms tels qu’ils seront : %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportFindingsLine</name>
    <message>
        <source>Save report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Save report of the export</source>
        <translation>Enregistrer le rapport de l’export</translation>
    </message>
    <message>
        <source>What was lost and how well every track lies, as JSON beside the files</source>
        <translation>Ce qui a été perdu et la précision de chaque piste, en JSON à côté des fichiers</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportsStrip</name>
    <message>
        <source>%1: waiting to be exported</source>
        <translation>%1 : en attente d’export</translation>
    </message>
    <message>
        <source>Exporting %1: %2 %</source>
        <translation>Export de %1 : %2 %</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) exported</source>
        <translation>
            <numerusform>%1 : %n fichier exporté</numerusform>
            <numerusform>%1 : %n fichiers exportés</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be exported</source>
        <translation>%1 n’a pas pu être exporté</translation>
    </message>
    <message>
        <source>%1: export cancelled</source>
        <translation>%1 : export annulé</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exports</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Annuler l’export</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Afficher le dossier</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>Export de %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 sauvegardé</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exporter …</translation>
    </message>
    <message>
        <source>Export saved recording</source>
        <translation>Exporter l’enregistrement sauvegardé</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>%1 times real time</source>
        <translation>%1 fois le temps réel</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>reste %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>Exporter de nouveau</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>En montrer moins</translation>
    </message>
    <message>
        <source>Show fewer exports</source>
        <translation>Montrer moins d’exports</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n de plus</numerusform>
            <numerusform>%n de plus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more export(s)</source>
        <translation>
            <numerusform>Montrer %n export de plus</numerusform>
            <numerusform>Montrer %n exports de plus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LanesView</name>
    <message>
        <source>Speakers</source>
        <translation>Personnes</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LevelBar</name>
    <message>
        <source>%1 level</source>
        <translation>Niveau de %1</translation>
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
        <translation>Muet</translation>
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
        <translation>Solo %1</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>Rendre %1 muet</translation>
    </message>
    <message>
        <source>Hear only %1; what is recorded does not change</source>
        <translation>N’entendre que %1 ; ce qui est enregistré ne change pas</translation>
    </message>
    <message>
        <source>Do not hear %1; what is recorded does not change</source>
        <translation>Ne pas entendre %1 ; ce qui est enregistré ne change pas</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LivePage</name>
    <message>
        <source>Lavalier speaks to Discord as a bot of yours</source>
        <translation>Lavalier se présente à Discord comme un bot à vous</translation>
    </message>
    <message>
        <source>Joining …</source>
        <translation>Entrée …</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>Reconnexion …</translation>
    </message>
    <message>
        <source>Lavalier is talking to Discord&apos;s voice server.</source>
        <translation>Lavalier parle au serveur vocal de Discord.</translation>
    </message>
    <message>
        <source>Nobody speaks</source>
        <translation>Personne ne parle</translation>
    </message>
    <message>
        <source>As soon as someone in the channel says a word, a lane appears for them here. You can start recording now; silence is kept in its place.</source>
        <translation>Dès que quelqu’un dit un mot dans le salon, sa ligne apparaît ici. Vous pouvez commencer à enregistrer ; le silence garde sa place.</translation>
    </message>
    <message>
        <source>Lavalier is signing in to Discord.</source>
        <translation>Lavalier se connecte à Discord.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in the channel. Press Join to hear them; nothing is recorded before you press Record.</source>
        <translation>
            <numerusform>%n personne dans le salon. Appuyez sur Rejoindre pour l’entendre ; rien n’est enregistré avant que vous n’appuyiez sur Enregistrer.</numerusform>
            <numerusform>%n personnes dans le salon. Appuyez sur Rejoindre pour les entendre ; rien n’est enregistré avant que vous n’appuyiez sur Enregistrer.</numerusform>
        </translation>
    </message>
    <message>
        <source>The channel is empty. You can join and wait for people.</source>
        <translation>Le salon est vide. Vous pouvez le rejoindre et attendre du monde.</translation>
    </message>
    <message>
        <source>Choose a voice channel</source>
        <translation>Choisissez un salon vocal</translation>
    </message>
    <message>
        <source>The servers your bot is in are on the left. Pick a channel, then press Join.</source>
        <translation>Les serveurs de votre bot sont à gauche. Choisissez un salon, puis appuyez sur Rejoindre.</translation>
    </message>
    <message>
        <source>Create an application at discord.com/developers, open its “Bot” page, press “Reset Token” and paste the token here. Then invite the bot to your server with “View Channel” and “Connect”.</source>
        <translation>Créez une application sur discord.com/developers, ouvrez sa page « Bot », appuyez sur « Reset Token » et collez le jeton ici. Invitez ensuite le bot sur votre serveur avec « Voir le salon » et « Se connecter ».</translation>
    </message>
    <message>
        <source>Step by step …</source>
        <translation>Pas à pas …</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>Découvrir avec la démo</translation>
    </message>
    <message>
        <source>A simulated call on this computer; it needs no bot and no network</source>
        <translation>Un appel simulé sur cet ordinateur, sans bot ni réseau</translation>
    </message>
    <message>
        <source>Your bot is in no server yet</source>
        <translation>Votre bot n’est encore sur aucun serveur</translation>
    </message>
    <message>
        <source>The set-up assistant makes a link that invites it. This page notices when it is there.</source>
        <translation>L’assistant de configuration crée un lien qui l’invite. Cette page remarque son arrivée.</translation>
    </message>
    <message>
        <source>Marker: %1</source>
        <translation>Repère : %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LockButton</name>
    <message>
        <source>Privacy code: %1</source>
        <translation>Code de confidentialité : %1</translation>
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
        <translation>Aucun salon choisi</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Last recording</source>
        <translation>Dernier enregistrement</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>Re&amp;joindre</translation>
    </message>
    <message>
        <source>&amp;Leave</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>A&amp;rrêter</translation>
    </message>
    <message>
        <source>Set &amp;marker</source>
        <translation>Poser un &amp;repère</translation>
    </message>
    <message>
        <source>Set marker with &amp;text …</source>
        <translation>Poser un repère avec &amp;texte …</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>E&amp;xporter …</translation>
    </message>
    <message>
        <source>&amp;Encryption …</source>
        <translation>Chiffr&amp;ement …</translation>
    </message>
    <message>
        <source>Copy privacy &amp;code</source>
        <translation>&amp;Copier le code de confidentialité</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>En &amp;direct</translation>
    </message>
    <message>
        <source>&amp;Recordings</source>
        <translation>&amp;Enregistrements</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>C&amp;hercher</translation>
    </message>
    <message>
        <source>&amp;Compact lanes</source>
        <translation>Lignes &amp;compactes</translation>
    </message>
    <message>
        <source>Reset clip &amp;lamps</source>
        <translation>Éteindre les &amp;voyants d’écrêtage</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Réglages</translation>
    </message>
    <message>
        <source>&amp;Keyboard and help</source>
        <translation>&amp;Clavier et aide</translation>
    </message>
    <message>
        <source>&amp;About Lavalier</source>
        <translation>À &amp;propos de Lavalier</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>A&amp;ppel</translation>
    </message>
    <message>
        <source>&amp;Verify a speaker</source>
        <translation>&amp;Vérifier une personne</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>&amp;Enregistrement</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Afficha&amp;ge</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aide</translation>
    </message>
    <message>
        <source>Go on recording in</source>
        <translation>Continuer l’enregistrement dans</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Repère</translation>
    </message>
    <message>
        <source>What happens here?</source>
        <translation>Que se passe-t-il ici ?</translation>
    </message>
    <message>
        <source>Quit Lavalier</source>
        <translation>Quitter Lavalier</translation>
    </message>
    <message>
        <source>A recording is running. What was said so far is safe on disk.</source>
        <translation>Un enregistrement est en cours. Ce qui a été dit jusqu’ici est en sûreté sur le disque.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Arrêter et quitter</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Continuer l’enregistrement</translation>
    </message>
    <message>
        <source>Saving is not done</source>
        <translation>La sauvegarde n’est pas finie</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) of audio are held in memory and would be lost.</source>
        <translation>
            <numerusform>%n trame audio est en mémoire et serait perdue.</numerusform>
            <numerusform>%n trames audio sont en mémoire et seraient perdues.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lavalier goes on trying to save them. Free some space on the disk, or choose another folder.</source>
        <translation>Lavalier continue d’essayer de les sauvegarder. Libérez de la place sur le disque, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Fermer quand même</translation>
    </message>
    <message>
        <source>Lose them</source>
        <translation>Les perdre</translation>
    </message>
    <message>
        <source>Keep trying</source>
        <translation>Continuer d’essayer</translation>
    </message>
    <message>
        <source>About Lavalier</source>
        <translation>À propos de Lavalier</translation>
    </message>
    <message>
        <source>Records Discord voice channels on your own computer: one clean, aligned track per speaker.

MIT licence. Nothing leaves this computer but the connection to Discord.</source>
        <translation>Enregistre les salons vocaux de Discord sur votre ordinateur : une piste nette et alignée par personne.

Licence MIT. Rien ne quitte cet ordinateur, sauf la connexion à Discord.</translation>
    </message>
    <message>
        <source>Nobody in an encrypted call</source>
        <translation>Personne dans un appel chiffré</translation>
    </message>
    <message>
        <source>&amp;Listen</source>
        <translation>É&amp;couter</translation>
    </message>
    <message>
        <source>Lou&amp;der</source>
        <translation>Plus &amp;fort</translation>
    </message>
    <message>
        <source>&amp;Quieter</source>
        <translation>&amp;Moins fort</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Édition</translation>
    </message>
    <message>
        <source>Tracks exported</source>
        <translation>Pistes exportées</translation>
    </message>
    <message>
        <source>The export failed</source>
        <translation>L’export a échoué</translation>
    </message>
    <message>
        <source>Recording saved</source>
        <translation>Enregistrement sauvegardé</translation>
    </message>
    <message>
        <source>Lavalier needs attention</source>
        <translation>Lavalier demande votre attention</translation>
    </message>
    <message>
        <source>Set-up &amp;assistant …</source>
        <translation>Assistant de con&amp;figuration …</translation>
    </message>
    <message>
        <source>Look around in the &amp;demo</source>
        <translation>Découvrir avec la &amp;démo</translation>
    </message>
    <message>
        <source>Keep in tray</source>
        <translation>Garder dans la zone de notification</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>&amp;Next call</source>
        <translation>Appel suiva&amp;nt</translation>
    </message>
    <message>
        <source>&amp;Previous call</source>
        <translation>A&amp;ppel précédent</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) are running. What was said so far is safe on disk.</source>
        <translation>
            <numerusform>%n enregistrement est en cours. Ce qui a été dit jusqu’ici est en sécurité sur le disque.</numerusform>
            <numerusform>%n enregistrements sont en cours. Ce qui a été dit jusqu’ici est en sécurité sur le disque.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Leave the &amp;demo</source>
        <translation>Quitter la &amp;démo</translation>
    </message>
    <message>
        <source>Report a &amp;problem …</source>
        <translation>Signaler un &amp;problème …</translation>
    </message>
    <message>
        <source>Show call %1</source>
        <translation>Afficher l’appel %1</translation>
    </message>
    <message>
        <source>Lavalier is still running</source>
        <translation>Lavalier est toujours actif</translation>
    </message>
    <message>
        <source>Its icon in the tray brings the window back.</source>
        <translation>Son icône dans la zone de notification ramène la fenêtre.</translation>
    </message>
    <message>
        <source>Spea&amp;ker</source>
        <translation>&amp;Personne</translation>
    </message>
    <message>
        <source>Nobody has spoken yet</source>
        <translation>Personne n’a encore parlé</translation>
    </message>
    <message>
        <source>E&amp;xports</source>
        <translation>E&amp;xports en cours et terminés</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>&amp;Show folder</source>
        <translation>Afficher le &amp;dossier</translation>
    </message>
    <message>
        <source>C&amp;opy files</source>
        <translation>&amp;Copier les fichiers</translation>
    </message>
    <message>
        <source>Save &amp;report</source>
        <translation>Enregistrer le rap&amp;port</translation>
    </message>
    <message>
        <source>None since the start</source>
        <translation>Aucun depuis le démarrage</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::OutputBox</name>
    <message>
        <source>System default</source>
        <translation>Sortie par défaut du système</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (non connectée)</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::PageHeader</name>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Pertes</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>Reconnexion …</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Écouter</translation>
    </message>
    <message>
        <source>Listening volume</source>
        <translation>Volume d’écoute</translation>
    </message>
    <message>
        <source>How loud you hear the call; what is recorded does not change</source>
        <translation>À quel volume vous entendez l’appel ; ce qui est enregistré ne change pas</translation>
    </message>
    <message>
        <source>No output</source>
        <translation>Pas de sortie</translation>
    </message>
    <message>
        <source>You hear the call; what is recorded does not change</source>
        <translation>Vous entendez l’appel ; ce qui est enregistré ne change pas</translation>
    </message>
    <message>
        <source>There is no output to hear the call with</source>
        <translation>Il n’y a pas de sortie pour entendre l’appel</translation>
    </message>
    <message>
        <source>Hear the call on this computer; what is recorded does not change</source>
        <translation>Entendre l’appel sur cet ordinateur ; ce qui est enregistré ne change pas</translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation>Quitter la démo</translation>
    </message>
    <message>
        <source>This call is simulated on this computer. Close it and open the window that records Discord</source>
        <translation>Cet appel est simulé sur cet ordinateur. Le ferme et ouvre la fenêtre qui enregistre Discord</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::PresetBox</name>
    <message>
        <source>What was received, a track each (Ogg Opus)</source>
        <translation>Ce qui a été reçu, une piste chacun (Ogg Opus)</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ProblemBanner</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy problem</source>
        <translation>Copier le problème</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Moins</translation>
    </message>
    <message>
        <source>What happened, what is safe, what to do, and the details</source>
        <translation>Ce qui s’est passé, ce qui est en sûreté, ce qu’il faut faire, et les détails</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ProblemStack</name>
    <message>
        <source>Problems</source>
        <translation>Problèmes</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>Moins</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsModel</name>
    <message>
        <source>%1 lost</source>
        <translation>%1 perdus</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>%n fichier manquant</numerusform>
            <numerusform>%n fichiers manquants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n de plus</numerusform>
            <numerusform>%n de plus</numerusform>
        </translation>
    </message>
    <message>
        <source>more can be recovered</source>
        <translation>davantage récupérable</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsPage</name>
    <message>
        <source>Export tracks …</source>
        <translation>Exporter les pistes …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>Mettre à la corbeille</translation>
    </message>
    <message>
        <source>Find a recording</source>
        <translation>Chercher un enregistrement</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>Reading the recordings folder …</source>
        <translation>Lecture du dossier des enregistrements …</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>Pas encore d’enregistrement</translation>
    </message>
    <message>
        <source>Join a voice channel and press Record. What you record appears here, ready to be exported.</source>
        <translation>Rejoignez un salon vocal et appuyez sur Enregistrer. Ce que vous enregistrez apparaît ici, prêt à être exporté.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>Move %1 to the trash? Exported files stay where they are.</source>
        <translation>Mettre %1 à la corbeille ? Les fichiers exportés restent où ils sont.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>See the waveforms, listen and edit (Enter)</source>
        <translation>Voir les formes d’onde, écouter et modifier (Entrée)</translation>
    </message>
    <message>
        <source>Forget a person …</source>
        <translation>Oublier une personne …</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Récupérer</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Afficher le dossier</translation>
    </message>
    <message>
        <source>Recover what was interrupted</source>
        <translation>Récupérer ce qui a été interrompu</translation>
    </message>
    <message>
        <source>Recover later</source>
        <translation>Récupérer plus tard</translation>
    </message>
    <message>
        <source>%1 was interrupted. What was recorded until then is safe.</source>
        <translation>%1 a été interrompu. Ce qui a été enregistré jusque-là est en sûreté.</translation>
    </message>
    <message>
        <source>No recording has these words in its title, place, speakers or notes.</source>
        <translation>Aucun enregistrement n&apos;a ces mots dans son titre, son lieu, ses intervenants ou ses notes.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renommer</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Afficher dans le &amp;dossier</translation>
    </message>
    <message>
        <source>&amp;Forget a person …</source>
        <translation>Oublier une &amp;personne …</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>Mettre à la cor&amp;beille</translation>
    </message>
    <message>
        <source>Re&amp;cover</source>
        <translation>Ré&amp;cupérer</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>Choose another recordings folder</source>
        <translation>Choisir un autre dossier d’enregistrements</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Regarder à nouveau</translation>
    </message>
    <message>
        <source>Look for the recordings folder again</source>
        <translation>Chercher à nouveau le dossier d’enregistrements</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) were interrupted. What was recorded until then is safe: %1</source>
        <translation>
            <numerusform>%n enregistrement a été interrompu. Ce qui a été enregistré jusque-là est en sûreté : %1</numerusform>
            <numerusform>%n enregistrements ont été interrompus. Ce qui a été enregistré jusque-là est en sûreté : %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Signaler un problème</translation>
    </message>
    <message>
        <source>This is what would help to find the cause. It holds no token, no names, no paths and no ids, and Lavalier sends it to nobody: read it, then copy or save it, and add what you did and what you expected.</source>
        <translation>Voici ce qui aiderait à trouver la cause. Il n&apos;y a ni jeton, ni noms, ni chemins, ni identifiants, et Lavalier ne l&apos;envoie à personne : lisez-le, copiez-le ou enregistrez-le, puis ajoutez ce que vous avez fait et ce que vous attendiez.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Le rapport</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>Copy the whole report</source>
        <translation>Copier tout le rapport</translation>
    </message>
    <message>
        <source>&amp;Save …</source>
        <translation>&amp;Enregistrer …</translation>
    </message>
    <message>
        <source>Save the report as a text file</source>
        <translation>Enregistrer le rapport comme fichier texte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copié.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>It could not be saved there.</source>
        <translation>Il n&apos;a pas pu être enregistré à cet endroit.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReviewPage</name>
    <message>
        <source>Recordings</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>Back to the recordings</source>
        <translation>Retour aux enregistrements</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exporter …</translation>
    </message>
    <message>
        <source>Export this recording</source>
        <translation>Exporter cet enregistrement</translation>
    </message>
    <message>
        <source>Part of the recording that is shown</source>
        <translation>Partie affichée de l’enregistrement</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Notes on this recording</source>
        <translation>Notes sur cet enregistrement</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Play from the cursor, or the selection</source>
        <translation>Lire depuis le curseur, ou la sélection</translation>
    </message>
    <message>
        <source>&amp;Play or stop</source>
        <translation>&amp;Lire ou arrêter</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Ann&amp;uler</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>Rename &amp;title …</source>
        <translation>Renommer le &amp;titre …</translation>
    </message>
    <message>
        <source>Rename &amp;speaker …</source>
        <translation>Renommer la &amp;personne …</translation>
    </message>
    <message>
        <source>&amp;Leave speaker out of exports</source>
        <translation>E&amp;xclure la personne des exports</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>&amp;Notes</translation>
    </message>
    <message>
        <source>Add &amp;marker …</source>
        <translation>Ajouter un &amp;repère …</translation>
    </message>
    <message>
        <source>&amp;Edit marker …</source>
        <translation>Modifi&amp;er le repère …</translation>
    </message>
    <message>
        <source>&amp;Delete marker</source>
        <translation>&amp;Supprimer le repère</translation>
    </message>
    <message>
        <source>Ne&amp;xt marker</source>
        <translation>Repère sui&amp;vant</translation>
    </message>
    <message>
        <source>Pre&amp;vious marker</source>
        <translation>Repère pré&amp;cédent</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Tout sélectionner</translation>
    </message>
    <message>
        <source>Trim to sele&amp;ction</source>
        <translation>Ro&amp;gner à la sélection</translation>
    </message>
    <message>
        <source>Keep the &amp;whole recording</source>
        <translation>Garder l’enregistrement &amp;entier</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Zoom avant</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Zoom a&amp;rrière</translation>
    </message>
    <message>
        <source>Show a&amp;ll of it</source>
        <translation>Tout &amp;afficher</translation>
    </message>
    <message>
        <source>&amp;Back to the recordings</source>
        <translation>Retour au&amp;x enregistrements</translation>
    </message>
    <message>
        <source>title</source>
        <translation>titre</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>notes</translation>
    </message>
    <message>
        <source>speaker&apos;s name</source>
        <translation>nom de la personne</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>gain</translation>
    </message>
    <message>
        <source>leaving out</source>
        <translation>exclusion</translation>
    </message>
    <message>
        <source>trim</source>
        <translation>rognage</translation>
    </message>
    <message>
        <source>marker</source>
        <translation>repère</translation>
    </message>
    <message>
        <source>change</source>
        <translation>modification</translation>
    </message>
    <message>
        <source>cannot be changed now</source>
        <translation>ne peut être modifié maintenant</translation>
    </message>
    <message>
        <source>trimmed to %1</source>
        <translation>rogné à %1</translation>
    </message>
    <message>
        <source>Opening the recording …</source>
        <translation>Ouverture de l’enregistrement …</translation>
    </message>
    <message>
        <source>Nobody was heard</source>
        <translation>Personne n’a été entendu</translation>
    </message>
    <message>
        <source>This recording holds no voice.</source>
        <translation>Cet enregistrement ne contient aucune voix.</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>Ann&amp;uler : %1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Rétablir : %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Arrêter la lecture</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>sur %1</translation>
    </message>
    <message>
        <source>No audio output was found; plug one in to listen.</source>
        <translation>Aucune sortie audio trouvée ; branchez-en une pour écouter.</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) cannot be decoded and stay silent.</source>
        <translation>
            <numerusform>%n piste ne peut être décodée et reste muette.</numerusform>
            <numerusform>%n pistes ne peuvent être décodées et restent muettes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>Préparation …</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 sélectionné</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Repère</translation>
    </message>
    <message>
        <source>What happens at %1?</source>
        <translation>Que se passe-t-il à %1 ?</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Title of the recording</source>
        <translation>Titre de l’enregistrement</translation>
    </message>
    <message>
        <source>Rename speaker</source>
        <translation>Renommer la personne</translation>
    </message>
    <message>
        <source>Name in this recording and its exports</source>
        <translation>Nom dans cet enregistrement et ses exports</translation>
    </message>
    <message>
        <source>Dra&amp;g or copy selection</source>
        <translation>&amp;Glisser ou copier la sélection</translation>
    </message>
    <message>
        <source>Preparing the selection …</source>
        <translation>Préparation de la sélection …</translation>
    </message>
    <message>
        <source>Copied. Paste it, or drag it from here.</source>
        <translation>Copié. Collez la sélection, ou glissez-la d’ici.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReviewRuler</name>
    <message>
        <source>Time and markers</source>
        <translation>Temps et repères</translation>
    </message>
    <message>
        <source>no markers</source>
        <translation>aucun repère</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Repère</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SettingsPage</name>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Bot account</source>
        <translation>Compte du bot</translation>
    </message>
    <message>
        <source>Forget token</source>
        <translation>Oublier le jeton</translation>
    </message>
    <message>
        <source>Removes the token from memory and from the keychain and signs out</source>
        <translation>Retire le jeton de la mémoire et du trousseau, et se déconnecte</translation>
    </message>
    <message>
        <source>Recordings and files</source>
        <translation>Enregistrements et fichiers</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Choisir …</translation>
    </message>
    <message>
        <source>Choose recordings folder</source>
        <translation>Choisir le dossier des enregistrements</translation>
    </message>
    <message>
        <source>Recordings folder</source>
        <translation>Dossier des enregistrements</translation>
    </message>
    <message>
        <source>Names of exported tracks</source>
        <translation>Noms des pistes exportées</translation>
    </message>
    <message>
        <source>Placeholders: {number} {speaker} {server} {channel} {date} {time}</source>
        <translation>Variables : {number} {speaker} {server} {channel} {date} {time}</translation>
    </message>
    <message>
        <source>Look and work</source>
        <translation>Aspect et fonctionnement</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message numerus="yes">
        <source>Automatic (%n core(s))</source>
        <translation>
            <numerusform>Automatique (%n cœur)</numerusform>
            <numerusform>Automatique (%n cœurs)</numerusform>
        </translation>
    </message>
    <message>
        <source>Decoders only draw meters and make exports; recording never waits for them</source>
        <translation>Les décodeurs ne servent qu’aux niveaux et aux exports ; l’enregistrement ne les attend jamais</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Decoding processes at most</source>
        <translation>Processus de décodage au plus</translation>
    </message>
    <message>
        <source>Looks like: %1</source>
        <translation>Aperçu : %1</translation>
    </message>
    <message>
        <source>People in the call</source>
        <translation>Participants</translation>
    </message>
    <message>
        <source>While recording, put “🔴 REC” before the bot&apos;s name</source>
        <translation>Pendant l’enregistrement, mettre « 🔴 REC » devant le nom du bot</translation>
    </message>
    <message>
        <source>Needs the permission “Change Nickname”; put back afterwards</source>
        <translation>Exige la permission « Changer le pseudo » ; rétabli ensuite</translation>
    </message>
    <message>
        <source>Say in the channel&apos;s chat that the call is recorded</source>
        <translation>Dire dans le tchat du salon que l’appel est enregistré</translation>
    </message>
    <message>
        <source>Needs the permission “Send Messages”</source>
        <translation>Exige la permission « Envoyer des messages »</translation>
    </message>
    <message>
        <source>Not a user id: %1</source>
        <translation>Pas un identifiant d’utilisateur : %1</translation>
    </message>
    <message>
        <source>User ids with commas between them</source>
        <translation>Identifiants séparés par des virgules</translation>
    </message>
    <message>
        <source>People who are never recorded</source>
        <translation>Personnes jamais enregistrées</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Chercher un réglage</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Clavier</translation>
    </message>
    <message>
        <source>While in a call</source>
        <translation>Pendant un appel</translation>
    </message>
    <message>
        <source>Listen along as soon as a call is joined</source>
        <translation>Écouter dès l’entrée dans un appel</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Once each time the channel fills: a stop by hand stays a stop</source>
        <translation>Une fois à chaque remplissage du salon : un arrêt manuel reste un arrêt</translation>
    </message>
    <message>
        <source>Start recording by itself with so many people in the channel</source>
        <translation>Commencer à enregistrer dès ce nombre de personnes dans le salon</translation>
    </message>
    <message>
        <source>Stop recording a minute after the last person left</source>
        <translation>Arrêter l’enregistrement une minute après le dernier départ</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Show Lavalier in the tray, where there is one</source>
        <translation>Afficher Lavalier dans la zone de notification, s’il y en a une</translation>
    </message>
    <message>
        <source>Tell me, while the window is not in front, when</source>
        <translation>Me prévenir, quand la fenêtre n’est pas devant, si</translation>
    </message>
    <message>
        <source>a recording starts</source>
        <translation>un enregistrement commence</translation>
    </message>
    <message>
        <source>a recording is saved</source>
        <translation>un enregistrement est sauvegardé</translation>
    </message>
    <message>
        <source>something needs attention</source>
        <translation>quelque chose demande attention</translation>
    </message>
    <message>
        <source>an export is done</source>
        <translation>un export est terminé</translation>
    </message>
    <message>
        <source>No setting is about “%1”.</source>
        <translation>Aucun réglage ne concerne « %1 ».</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Écoute</translation>
    </message>
    <message>
        <source>Play calls and recordings through</source>
        <translation>Lire les appels et les enregistrements par</translation>
    </message>
    <message>
        <source>No audio output was found; one that is plugged in appears here.</source>
        <translation>Aucune sortie audio n’a été trouvée ; dès qu’il y en a une, elle apparaît ici.</translation>
    </message>
    <message>
        <source>Exports begin with</source>
        <translation>Les exports commencent par</translation>
    </message>
    <message>
        <source>Closing the window keeps Lavalier running in the tray</source>
        <translation>Fermer la fenêtre laisse Lavalier actif dans la zone de notification</translation>
    </message>
    <message>
        <source>A call and its recording go on; Quit ends Lavalier</source>
        <translation>L’appel et son enregistrement continuent ; « Quitter » ferme Lavalier</translation>
    </message>
    <message>
        <source>This desktop shows no tray</source>
        <translation>Ce bureau n’affiche pas de zone de notification</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SetupAssistant</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Skip set-up</source>
        <translation>Passer la configuration</translation>
    </message>
    <message>
        <source>Set-up assistant</source>
        <translation>Assistant de configuration</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Étape %1 sur %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Welcome to Lavalier</source>
        <translation>Bienvenue dans Lavalier</translation>
    </message>
    <message>
        <source>Lavalier records Discord voice channels on this computer: one clean track for every speaker, all of the same length.

For that it joins a channel as a bot that belongs to you. Making one takes about five minutes and costs nothing. Nothing leaves this computer but the connection to Discord.</source>
        <translation>Lavalier enregistre les salons vocaux de Discord sur cet ordinateur : une piste nette par personne, toutes de même durée.

Pour cela il rejoint un salon en tant que bot qui vous appartient. En créer un prend environ cinq minutes et ne coûte rien. Rien ne quitte cet ordinateur, sauf la connexion à Discord.</translation>
    </message>
    <message>
        <source>You can leave at any step. Help, “Set-up assistant” brings you back.</source>
        <translation>Vous pouvez arrêter à chaque étape. Aide, « Assistant de configuration » vous ramène ici.</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>Découvrir avec la démo</translation>
    </message>
    <message>
        <source>A simulated call on this computer; it needs no bot and no network</source>
        <translation>Un appel simulé sur cet ordinateur, sans bot ni réseau</translation>
    </message>
    <message>
        <source>Create an application</source>
        <translation>Créer une application</translation>
    </message>
    <message>
        <source>1. Open Discord&apos;s developer page and sign in.
2. Press “New Application”, give it the name your bot shall have, and confirm.
3. Choose “Bot” on the left and press “Reset Token”. Discord shows the token once: copy it.</source>
        <translation>1. Ouvrez la page des développeurs de Discord et connectez-vous.
2. Appuyez sur « New Application », donnez le nom que portera votre bot et confirmez.
3. Choisissez « Bot » à gauche et appuyez sur « Reset Token ». Discord montre le jeton une seule fois : copiez-le.</translation>
    </message>
    <message>
        <source>Discord may ask for your password or a code before it shows the token. No “Privileged Gateway Intent” needs to be switched on.</source>
        <translation>Discord peut demander votre mot de passe ou un code avant de montrer le jeton. Aucun « Privileged Gateway Intent » n’est nécessaire.</translation>
    </message>
    <message>
        <source>Discord&apos;s developer page</source>
        <translation>Page des développeurs de Discord</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Paste the token</source>
        <translation>Coller le jeton</translation>
    </message>
    <message>
        <source>The token is the bot&apos;s password. Lavalier keeps it in the system keychain or, if you prefer, only until it is closed; never in a file.</source>
        <translation>Le jeton est le mot de passe du bot. Lavalier le garde dans le trousseau du système ou, si vous préférez, seulement jusqu’à la fermeture ; jamais dans un fichier.</translation>
    </message>
    <message>
        <source>If Discord refuses it, reset it once more on the “Bot” page: an older token stops working. The client secret and the public key are something else.</source>
        <translation>Si Discord le refuse, réinitialisez-le sur la page « Bot » : l’ancien jeton cesse de fonctionner. Le secret client et la clé publique sont autre chose.</translation>
    </message>
    <message>
        <source>Invite the bot</source>
        <translation>Inviter le bot</translation>
    </message>
    <message>
        <source>Open this link and choose your server. The bot asks to see channels and to connect to them; what else it may do is up to you:</source>
        <translation>Ouvrez ce lien et choisissez votre serveur. Le bot demande à voir les salons et à s’y connecter ; le reste dépend de vous :</translation>
    </message>
    <message>
        <source>Only somebody who may manage the server can invite a bot. Private channels must let it in one by one: channel settings, “Permissions”.</source>
        <translation>Seul quelqu’un qui gère le serveur peut inviter un bot. Les salons privés doivent l’admettre un par un : paramètres du salon, « Permissions ».</translation>
    </message>
    <message>
        <source>Change its nickname: its name says that it records</source>
        <translation>Changer son pseudo : son nom dit qu’il enregistre</translation>
    </message>
    <message>
        <source>Send messages: a line in the channel&apos;s chat says so too</source>
        <translation>Envoyer des messages : une ligne dans le tchat du salon le dit aussi</translation>
    </message>
    <message>
        <source>Speak: Lavalier itself stays silent; for your own announcements</source>
        <translation>Parler : Lavalier lui-même se tait ; pour vos propres annonces</translation>
    </message>
    <message>
        <source>Invite link</source>
        <translation>Lien d’invitation</translation>
    </message>
    <message>
        <source>Where recordings go</source>
        <translation>Où vont les enregistrements</translation>
    </message>
    <message>
        <source>A speaker takes about 40 MB an hour at most. Choose a disk with room; a folder that is synchronised or on a network may be too slow.</source>
        <translation>Une personne prend au plus 40 Mo par heure environ. Choisissez un disque qui a de la place ; un dossier synchronisé ou en réseau peut être trop lent.</translation>
    </message>
    <message>
        <source>Recordings folder</source>
        <translation>Dossier des enregistrements</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Choisir …</translation>
    </message>
    <message>
        <source>Rehearse</source>
        <translation>Répéter</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>Enregistrer dix secondes</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Répétition</translation>
    </message>
    <message>
        <source>Appears once the token works</source>
        <translation>Apparaît dès que le jeton fonctionne</translation>
    </message>
    <message>
        <source>The bot is in no server yet. This page notices when it is.</source>
        <translation>Le bot n’est encore sur aucun serveur. Cette page le remarquera.</translation>
    </message>
    <message numerus="yes">
        <source>The bot is in %n server(s).</source>
        <translation>
            <numerusform>Le bot est sur %n serveur.</numerusform>
            <numerusform>Le bot est sur %n serveurs.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Recording and exporting …</source>
        <translation>Enregistrement et export …</translation>
    </message>
    <message numerus="yes">
        <source>It works: %n track(s), each %1 s long to the sample.</source>
        <translation>
            <numerusform>Ça marche : %n piste, de %1 s à l’échantillon près.</numerusform>
            <numerusform>Ça marche : %n pistes, chacune de %1 s à l’échantillon près.</numerusform>
        </translation>
    </message>
    <message>
        <source>The rehearsal could not be started: a part of Lavalier is missing. Install it again.</source>
        <translation>La répétition n’a pas pu commencer : une partie de Lavalier manque. Réinstallez-le.</translation>
    </message>
    <message>
        <source>The recording could not be written. Go back one step and choose a folder that can be written to, on a disk with room.</source>
        <translation>L’enregistrement n’a pas pu être écrit. Revenez d’une étape et choisissez un dossier où l’on peut écrire, sur un disque qui a de la place.</translation>
    </message>
    <message>
        <source>It was recorded, but no tracks could be made of it. See that the disk has room and try again; if it fails again, install Lavalier again.</source>
        <translation>L’enregistrement s’est fait, mais aucune piste n’a pu en être tirée. Vérifiez que le disque a de la place et réessayez ; en cas de nouvel échec, réinstallez Lavalier.</translation>
    </message>
    <message>
        <source>It took too long: the computer or the folder&apos;s disk is busy. End what else is running or choose another folder, then try again.</source>
        <translation>Cela a duré trop longtemps : l’ordinateur ou le disque du dossier est occupé. Fermez le reste ou choisissez un autre dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>The rehearsal failed. Try again; if it fails again, Help, “Report a problem” gathers what we need to know.</source>
        <translation>La répétition a échoué. Réessayez ; en cas de nouvel échec, Aide, « Signaler un problème » rassemble ce qu’il nous faut savoir.</translation>
    </message>
    <message>
        <source>A disk that is full, write-protected or not connected takes no recording. Lavalier tries the folder as soon as it is chosen.</source>
        <translation>Un disque plein, protégé en écriture ou débranché ne prend aucun enregistrement. Lavalier essaie le dossier dès qu’il est choisi.</translation>
    </message>
    <message>
        <source>Ten seconds of a simulated call are recorded and exported in your recordings folder, for real. Nothing is sent to Discord, and the files are removed again.</source>
        <translation>Dix secondes d’un appel simulé sont réellement enregistrées et exportées dans votre dossier d’enregistrements. Rien n’est envoyé à Discord, et les fichiers sont ensuite supprimés.</translation>
    </message>
    <message>
        <source>Most often the folder cannot be written to: go back one step and choose another. On a very busy computer it may take a minute.</source>
        <translation>Le plus souvent, on ne peut pas écrire dans le dossier : revenez d’une étape et choisissez-en un autre. Sur un ordinateur très occupé, cela peut prendre une minute.</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ShortcutHelp</name>
    <message>
        <source>Keyboard and help</source>
        <translation>Clavier et aide</translation>
    </message>
    <message>
        <source>Join a channel, press Record, and every speaker becomes a track of their own. The clock shows what has reached the disk.</source>
        <translation>Rejoignez un salon, appuyez sur Enregistrer, et chaque personne devient une piste à part. L’horloge montre ce qui est arrivé sur le disque.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ShortcutList</name>
    <message>
        <source>Keys for %1</source>
        <translation>Touches pour %1</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Par défaut</translation>
    </message>
    <message>
        <source>Default keys for %1</source>
        <translation>Touches par défaut pour %1</translation>
    </message>
    <message>
        <source>%1 are already the keys for “%2”.</source>
        <translation>%1 sert déjà à « %2 ».</translation>
    </message>
    <message>
        <source>In the list of recordings</source>
        <translation>Dans la liste des enregistrements</translation>
    </message>
    <message>
        <source>In an opened recording</source>
        <translation>Dans un enregistrement ouvert</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TimeRuler</name>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <translation>−%1 s</translation>
    </message>
    <message>
        <source>Time and markers</source>
        <translation>Temps et repères</translation>
    </message>
    <message>
        <source>no markers</source>
        <translation>aucun repère</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TokenForm</name>
    <message>
        <source>Keep in the system keychain</source>
        <translation>Garder dans le trousseau du système</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
    <message>
        <source>Bot token</source>
        <translation>Jeton du bot</translation>
    </message>
    <message>
        <source>This does not look like a bot token, which has three parts with dots between them. The client secret and the public key are something else.</source>
        <translation>Cela ne ressemble pas à un jeton de bot, qui a trois parties séparées par des points. Le secret client et la clé publique sont autre chose.</translation>
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
        <translation>non exportée</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>Solo</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>Rendre %1 muet</translation>
    </message>
    <message>
        <source>Solo %1</source>
        <translation>Solo %1</translation>
    </message>
    <message>
        <source>Do not hear %1</source>
        <translation>Ne pas entendre %1</translation>
    </message>
    <message>
        <source>Hear only %1, and who else is soloed</source>
        <translation>N’entendre que %1, et les autres en solo</translation>
    </message>
    <message>
        <source>Gain of %1</source>
        <translation>Gain de %1</translation>
    </message>
    <message>
        <source>Louder or softer, here and in exports</source>
        <translation>Plus ou moins fort, ici et à l’export</translation>
    </message>
    <message>
        <source>left out of exports</source>
        <translation>exclue des exports</translation>
    </message>
    <message>
        <source>Rename speaker …</source>
        <translation>Renommer la personne …</translation>
    </message>
    <message>
        <source>Leave out of exports</source>
        <translation>Exclure des exports</translation>
    </message>
    <message>
        <source>Reset gain</source>
        <translation>Réinitialiser le gain</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TransportBar</name>
    <message>
        <source>Join</source>
        <translation>Rejoindre</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Repère</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exporter …</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n piste</numerusform>
            <numerusform>%n pistes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n speaker(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 sur le disque</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) not written</source>
        <translation>
            <numerusform>%n trame non écrite</numerusform>
            <numerusform>%n trames non écrites</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s held in memory</source>
        <translation>%1 s en mémoire</translation>
    </message>
    <message>
        <source>may fall asleep</source>
        <extracomment>The computer may; stands in the status line while nothing can prevent it.</extracomment>
        <translation>peut se mettre en veille</translation>
    </message>
    <message>
        <source>no notice in the call</source>
        <translation>aucun avis dans l’appel</translation>
    </message>
    <message>
        <source>no notice</source>
        <translation>aucun avis</translation>
    </message>
    <message>
        <source>notice shown in the call</source>
        <translation>avis affiché dans l’appel</translation>
    </message>
    <message>
        <source>notice shown</source>
        <translation>avis affiché</translation>
    </message>
    <message>
        <source>Nothing tells the people in the call that they are recorded</source>
        <translation>Rien ne dit aux personnes dans l’appel qu’elles sont enregistrées</translation>
    </message>
    <message>
        <source>The people in the call can see that they are recorded</source>
        <translation>Les personnes dans l’appel peuvent voir qu’elles sont enregistrées</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::Tray</name>
    <message>
        <source>Show Lavalier</source>
        <translation>Afficher Lavalier</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::WaveView</name>
    <message>
        <source>Waveform of %1</source>
        <translation>Forme d’onde de %1</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>silence</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>The waveform could not be drawn.</source>
        <translation>La forme d’onde n’a pas pu être dessinée.</translation>
    </message>
    <message>
        <source>Drawing the waveform … %1</source>
        <translation>Dessin de la forme d’onde … %1</translation>
    </message>
    <message>
        <source>The waveform waits to be drawn …</source>
        <translation>La forme d’onde attend d’être dessinée …</translation>
    </message>
</context>
</TS>
