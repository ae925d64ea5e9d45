<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Fernblick</source>
        <translation>Über Fernblick</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>A technician shows their screen to a customer with one click.</source>
        <translation>Ein Techniker zeigt dem Kunden seinen Bildschirm, mit einem Klick.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Fernblick is free software under the Apache License 2.0. It stands on:</source>
        <translation>Fernblick ist freie Software unter der Apache-Lizenz 2.0. Es baut auf:</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Not delivered yet</source>
        <translation>Noch nicht zugestellt</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Chat transcript</source>
        <translation>Chatverlauf</translation>
    </message>
    <message>
        <source>Show earlier lines</source>
        <translation>Frühere Zeilen anzeigen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Send message</source>
        <translation>Nachricht senden</translation>
    </message>
    <message>
        <source>Send message (Enter)</source>
        <translation>Nachricht senden (Eingabetaste)</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Read this code to {name}</source>
        <translation>Nennen Sie {name} diesen Code</translation>
    </message>
    <message>
        <source>How long the code is still valid</source>
        <translation>Wie lange der Code noch gilt</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Code {digits}</source>
        <translation>Code {digits}</translation>
    </message>
    <message>
        <source>The customer starts the Fernblick viewer and enters the code. Address, if it asks: {address}</source>
        <translation>Der Kunde startet den Fernblick-Viewer und gibt den Code ein. Adresse, falls er danach fragt: {address}</translation>
    </message>
    <message>
        <source>Valid for {time}, for one customer</source>
        <translation>Noch {time} gültig, für einen Kunden</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Hello {name},

to start our support session, open this link:
{link}

Or start the Fernblick viewer and enter the code {code}. Address, if it asks: {address}
</source>
        <translation>Guten Tag {name},

öffnen Sie bitte diesen Link, um unsere Supportsitzung zu beginnen:
{link}

Oder starten Sie den Fernblick-Viewer und geben Sie den Code {code} ein. Adresse, falls er danach fragt: {address}
</translation>
    </message>
    <message>
        <source>Your support session</source>
        <translation>Ihre Supportsitzung</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Neuer Code</translation>
    </message>
    <message>
        <source>The code was ended</source>
        <translation>Der Code wurde beendet</translation>
    </message>
    <message>
        <source>The code has expired</source>
        <translation>Der Code ist abgelaufen</translation>
    </message>
    <message>
        <source>Make a new one when you need it.</source>
        <translation>Erstellen Sie einen neuen, sobald Sie ihn brauchen.</translation>
    </message>
    <message>
        <source>There is no code at the moment</source>
        <translation>Zurzeit gibt es keinen Code</translation>
    </message>
    <message>
        <source>With a new code {name} can join again.</source>
        <translation>Mit einem neuen Code kann {name} wieder beitreten.</translation>
    </message>
    <message>
        <source>Is this {name}?</source>
        <translation>Ist das {name}?</translation>
    </message>
    <message>
        <source>Someone entered the right code, but a wrong code was entered before. Ask {name} whether they are joining right now. Admit nobody you are not talking to.</source>
        <translation>Jemand hat den richtigen Code eingegeben, zuvor wurde aber ein falscher eingegeben. Fragen Sie {name}, ob er oder sie gerade beitritt. Lassen Sie niemanden ein, mit dem Sie nicht sprechen.</translation>
    </message>
    <message>
        <source>Do not admit</source>
        <translation>Nicht einlassen</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>Einlassen</translation>
    </message>
</context>
<context>
    <name>EndedPage</name>
    <message>
        <source>Enter another code</source>
        <translation>Anderen Code eingeben</translation>
    </message>
    <message>
        <source>Read the chat again</source>
        <translation>Chat noch einmal lesen</translation>
    </message>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>You have left the session.</source>
        <translation>Sie haben die Sitzung verlassen.</translation>
    </message>
</context>
<context>
    <name>JoinPage</name>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Support computer&apos;s address</source>
        <translation>Adresse des Support-Computers</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Your session with {name} is still open.</source>
        <translation>Ihre Sitzung mit {name} ist noch offen.</translation>
    </message>
    <message>
        <source>The technician tells you this address, for example 192.168.1.20</source>
        <translation>Der Techniker nennt Ihnen diese Adresse, zum Beispiel 192.168.1.20</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>Connecting… Please wait until the technician lets you in.</source>
        <translation>Verbindung wird aufgebaut … Bitte warten Sie, bis der Techniker Sie einlässt.</translation>
    </message>
    <message>
        <source>Code or link from the technician</source>
        <translation>Code oder Link vom Techniker</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Shows or hides the address field</source>
        <translation>Blendet das Adressfeld ein oder aus</translation>
    </message>
    <message>
        <source>Enter your code</source>
        <translation>Geben Sie Ihren Code ein</translation>
    </message>
    <message>
        <source>The technician reads ten digits to you on the phone, or has sent you a link.</source>
        <translation>Der Techniker nennt Ihnen am Telefon zehn Ziffern oder hat Ihnen einen Link geschickt.</translation>
    </message>
    <message>
        <source>You are about to connect to {host}</source>
        <translation>Sie verbinden sich gleich mit {host}</translation>
    </message>
</context>
<context>
    <name>Lens</name>
    <message>
        <source>Magnifying glass</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>LightView</name>
    <message>
        <source>minimised</source>
        <translation>minimiert</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>{seconds} s behind</source>
        <translation>{seconds} s im Rückstand</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>{number} kbit/s</source>
        <translation>{number} kbit/s</translation>
    </message>
    <message>
        <source>{name} sees your screen without a noticeable delay.</source>
        <translation>{name} sieht Ihren Bildschirm ohne merkliche Verzögerung.</translation>
    </message>
    <message>
        <source>{name} has minimised or closed the window with your screen.</source>
        <translation>{name} hat das Fenster mit Ihrem Bildschirm minimiert oder geschlossen.</translation>
    </message>
    <message>
        <source>The connection is slow: {name} sees your screen late. Wait before you go on.</source>
        <translation>Die Verbindung ist langsam: {name} sieht Ihren Bildschirm verspätet. Warten Sie, bevor Sie weitermachen.</translation>
    </message>
    <message>
        <source>The figures: the scale at which it is seen, the time from your screen to the customer’s and back, and what has arrived there of late.</source>
        <translation>Die Zahlen: der Maßstab, in dem er zu sehen ist, die Zeit von Ihrem Bildschirm zum Kunden und zurück, und was dort zuletzt angekommen ist.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Technician Console</source>
        <translation>Technikerkonsole</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>New session…</source>
        <translation>Neue Sitzung …</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>About Fernblick</source>
        <translation>Über Fernblick</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Quit and end all sessions?</source>
        <translation>Alle Sitzungen beenden?</translation>
    </message>
    <message>
        <source>There are sessions that have not ended. Your customers will be disconnected.</source>
        <translation>Es laufen noch Sitzungen. Wenn Sie Fernblick beenden, werden Ihre Kunden getrennt.</translation>
    </message>
    <message>
        <source>Join a session</source>
        <translation>Einer Sitzung beitreten</translation>
    </message>
    <message>
        <source>Session with {name}</source>
        <translation>Sitzung mit {name}</translation>
    </message>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
</context>
<context>
    <name>MirrorBar</name>
    <message>
        <source>Controls of the shared screen</source>
        <translation>Bedienung des freigegebenen Bildschirms</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation>Kleiner (Strg+-)</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>Größer (Strg++)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Magnifying glass (Ctrl+M)</source>
        <translation>Lupe (Strg+M)</translation>
    </message>
    <message>
        <source>Full screen (F11)</source>
        <translation>Vollbild (F11)</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Picture options</source>
        <translation>Bildoptionen</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Esc leaves full screen</source>
        <translation>Esc beendet das Vollbild</translation>
    </message>
    <message>
        <source>Leave full screen (Esc)</source>
        <translation>Vollbild verlassen (Esc)</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Show another of the technician&apos;s monitors</source>
        <translation>Einen anderen Monitor des Technikers zeigen</translation>
    </message>
    <message>
        <source>Show the whole screen (Ctrl+9)</source>
        <translation>Den ganzen Bildschirm zeigen (Strg+9)</translation>
    </message>
    <message>
        <source>Show every pixel at its size (Ctrl+0)</source>
        <translation>Jedes Pixel in seiner Größe zeigen (Strg+0)</translation>
    </message>
    <message>
        <source>Close this window. Your session goes on.</source>
        <translation>Dieses Fenster schließen. Ihre Sitzung geht weiter.</translation>
    </message>
    <message>
        <source>View only</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>You see the technician&apos;s screen. Nobody can operate it from here.</source>
        <translation>Sie sehen den Bildschirm des Technikers. Von hier aus kann ihn niemand bedienen.</translation>
    </message>
</context>
<context>
    <name>MirrorView</name>
    <message>
        <source>The technician&apos;s screen</source>
        <translation>Der Bildschirm des Technikers</translation>
    </message>
</context>
<context>
    <name>MirrorWindow</name>
    <message>
        <source>{name}&apos;s screen – view only</source>
        <translation>Bildschirm von {name} – nur ansehen</translation>
    </message>
</context>
<context>
    <name>MonitorsMenu</name>
    <message>
        <source>Monitor {number}</source>
        <translation>Monitor {number}</translation>
    </message>
</context>
<context>
    <name>NewSessionDialog</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Customer’s &amp;name</source>
        <translation>&amp;Name des Kunden</translation>
    </message>
    <message>
        <source>Customer’s name</source>
        <translation>Name des Kunden</translation>
    </message>
    <message>
        <source>for example Erika Example</source>
        <translation>zum Beispiel Erika Beispiel</translation>
    </message>
    <message>
        <source>The name stands in your session list and over the chat. The customer sees it, too.</source>
        <translation>Der Name steht in Ihrer Sitzungsliste und über dem Chat. Auch der Kunde sieht ihn.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Start session</source>
        <translation>Sitzung starten</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Connection interrupted – the picture will go on</source>
        <translation>Verbindung unterbrochen – das Bild geht gleich weiter</translation>
    </message>
    <message>
        <source>{name} has frozen the picture</source>
        <translation>{name} hat das Bild angehalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>OfferPage</name>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{name} invites you to a support session.</source>
        <translation>{name} lädt Sie zu einer Support-Sitzung ein.</translation>
    </message>
    <message>
        <source>You will be connected through {host}.</source>
        <translation>Sie werden über {host} verbunden.</translation>
    </message>
    <message>
        <source>Join this session?</source>
        <translation>Dieser Sitzung beitreten?</translation>
    </message>
    <message>
        <source>Join only if you expect this: somebody is helping you right now.</source>
        <translation>Treten Sie nur bei, wenn Sie das erwarten: wenn Ihnen gerade jemand hilft.</translation>
    </message>
</context>
<context>
    <name>PictureMenu</name>
    <message>
        <source>Best picture</source>
        <translation>Bestes Bild</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Low data</source>
        <translation>Wenig Daten</translation>
    </message>
    <message>
        <source>Shades of grey</source>
        <translation>Graustufen</translation>
    </message>
</context>
<context>
    <name>ScreenOverlay</name>
    <message>
        <source>Draw a region</source>
        <translation>Bereich zeichnen</translation>
    </message>
    <message>
        <source>Drag a frame round what you want to share. Esc cancels.</source>
        <translation>Ziehen Sie einen Rahmen um das, was Sie freigeben möchten. Esc bricht ab.</translation>
    </message>
</context>
<context>
    <name>SessionBanner</name>
    <message>
        <source>Your screen is being shared with {name}</source>
        <translation>Ihr Bildschirm wird {name} gezeigt</translation>
    </message>
    <message>
        <source>Sharing with {name} is starting…</source>
        <translation>Die Bildschirmfreigabe für {name} beginnt …</translation>
    </message>
    <message>
        <source>The connection is lost. Nothing is shown to {name} now; sharing goes on by itself.</source>
        <translation>Die Verbindung ist unterbrochen. {name} sieht jetzt nichts; die Freigabe geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>The connection is back. Sharing with {name} goes on in {seconds} s.</source>
        <translation>Die Verbindung steht wieder. Die Freigabe für {name} geht in {seconds} s weiter.</translation>
    </message>
    <message>
        <source>Paused: {name} keeps the last picture and gets nothing new.</source>
        <translation>Pause: {name} behält das letzte Bild und bekommt nichts Neues.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>{name} keeps the last picture and gets nothing new.</source>
        <translation>{name} behält das letzte Bild und bekommt nichts Neues.</translation>
    </message>
    <message>
        <source>The connection to {name} is lost. The viewer keeps trying; the session goes on by itself.</source>
        <translation>Die Verbindung zu {name} ist unterbrochen. Der Viewer versucht es weiter; die Sitzung geht von selbst weiter.</translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message>
        <source>Session list</source>
        <translation>Sitzungsliste</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>You can write as soon as {name} has joined</source>
        <translation>Sie können schreiben, sobald {name} beigetreten ist</translation>
    </message>
    <message>
        <source>{name} gets this as soon as the connection is back</source>
        <translation>{name} erhält dies, sobald die Verbindung wieder steht</translation>
    </message>
    <message>
        <source>Write a message to {name}</source>
        <translation>Nachricht an {name} schreiben</translation>
    </message>
    <message>
        <source>Waiting for the technician</source>
        <translation>Warten auf den Techniker</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut …</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>You are being passed on to another technician</source>
        <translation>Sie werden an einen anderen Techniker übertragen</translation>
    </message>
    <message>
        <source>Leave session</source>
        <translation>Sitzung verlassen</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>Nachricht an {name}</translation>
    </message>
    <message>
        <source>{name} has paused their screen</source>
        <translation>{name} hat die Bildschirmfreigabe angehalten</translation>
    </message>
    <message>
        <source>{name} is sharing their screen</source>
        <translation>{name} zeigt Ihnen den Bildschirm</translation>
    </message>
    <message>
        <source>{name} is not connected at the moment. Please wait; the session goes on by itself.</source>
        <translation>{name} ist gerade nicht verbunden. Bitte warten Sie; die Sitzung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The connection to {name} ends. To come back you need a new code.</source>
        <translation>Die Verbindung zu {name} endet. Um zurückzukommen, brauchen Sie einen neuen Code.</translation>
    </message>
    <message>
        <source>Leave the session?</source>
        <translation>Sitzung verlassen?</translation>
    </message>
</context>
<context>
    <name>SessionToolbar</name>
    <message>
        <source>Session toolbar</source>
        <translation>Sitzungs-Symbolleiste</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Wechseln…</translation>
    </message>
    <message>
        <source>Change what is shared: another monitor, a window or a region</source>
        <translation>Etwas anderes freigeben: einen anderen Monitor, ein Fenster oder einen Bereich</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Neuer Code</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Show {name} the picture again, as it is now ({keys})</source>
        <translation>{name} das Bild wieder zeigen, so wie es jetzt ist ({keys})</translation>
    </message>
    <message>
        <source>Freeze the picture that {name} sees: nothing new is sent ({keys})</source>
        <translation>Das Bild einfrieren, das {name} sieht: Es wird nichts Neues gesendet ({keys})</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>The connection to {name} will be closed. The chat stays visible here until you remove it.</source>
        <translation>Die Verbindung zu {name} wird getrennt. Der Chat bleibt hier sichtbar, bis Sie ihn entfernen.</translation>
    </message>
    <message>
        <source>End this session?</source>
        <translation>Diese Sitzung beenden?</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>found by itself</source>
        <translation>wird selbst ermittelt</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Darstellung</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>Ihr &amp;Name</translation>
    </message>
    <message>
        <source>Customers see it in the chat and over your screen.</source>
        <translation>Kunden sehen ihn im Chat und über Ihrem Bildschirm.</translation>
    </message>
    <message>
        <source>A&amp;ddress of this computer</source>
        <translation>A&amp;dresse dieses Computers</translation>
    </message>
    <message>
        <source>Name or number, with :port if it is not 7330, at which customers reach this computer. It becomes part of the link and stands below the code. Needed when customers come from another network.</source>
        <translation>Name oder Nummer, unter der Kunden diesen Computer erreichen, mit :Port, falls es nicht 7330 ist. Sie wird Teil des Links und steht unter dem Code. Nötig, wenn Kunden aus einem anderen Netz kommen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>ShareAction</name>
    <message>
        <source>Stop sharing</source>
        <translation>Bildschirmfreigabe stoppen</translation>
    </message>
    <message>
        <source>Stop showing your screen (Ctrl+Shift+S)</source>
        <translation>Den Bildschirm nicht mehr zeigen (Strg+Umschalt+S)</translation>
    </message>
    <message>
        <source>Share screen</source>
        <translation>Bildschirmfreigabe</translation>
    </message>
    <message>
        <source>Show your screen to {name} (Ctrl+Shift+S)</source>
        <translation>{name} Ihren Bildschirm zeigen (Strg+Umschalt+S)</translation>
    </message>
    <message>
        <source>Choose from pictures…</source>
        <translation>Aus Bildern wählen…</translation>
    </message>
    <message>
        <source>A monitor, a window or a region</source>
        <translation>Ein Monitor, ein Fenster oder ein Bereich</translation>
    </message>
    <message>
        <source>main monitor</source>
        <translation>Hauptmonitor</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Host not connected</source>
        <translation>Host nicht verbunden</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>Start a session with a customer (Ctrl+N)</source>
        <translation>Eine Sitzung mit einem Kunden starten (Strg+N)</translation>
    </message>
    <message>
        <source>Possible as soon as the host is connected</source>
        <translation>Möglich, sobald der Host verbunden ist</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>SourceChooser</name>
    <message>
        <source>What do you want to share?</source>
        <translation>Was möchten Sie freigeben?</translation>
    </message>
    <message>
        <source>Region…</source>
        <translation>Bereich…</translation>
    </message>
    <message>
        <source>Draw a frame on the screen; only what is in it is shared</source>
        <translation>Einen Rahmen auf dem Bildschirm ziehen; nur was darin ist, wird freigegeben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Share this instead</source>
        <translation>Stattdessen freigeben</translation>
    </message>
</context>
<context>
    <name>SourceList</name>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>main monitor</source>
        <translation>Hauptmonitor</translation>
    </message>
    <message>
        <source>Window without a name</source>
        <translation>Fenster ohne Namen</translation>
    </message>
    <message>
        <source>Customer may switch to it</source>
        <translation>Kunde darf dorthin wechseln</translation>
    </message>
    <message>
        <source>The customer may switch to {monitor}</source>
        <translation>Der Kunde darf zu {monitor} wechseln</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Show your screen with one click</source>
        <translation>Zeigen Sie Ihren Bildschirm mit einem Klick</translation>
    </message>
    <message>
        <source>Start a session, read the code to your customer, and chat as soon as they have joined. Then press “Share screen”.</source>
        <translation>Starten Sie eine Sitzung, nennen Sie Ihrem Kunden den Code und chatten Sie, sobald er beigetreten ist. Drücken Sie dann „Bildschirmfreigabe“.</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
</context>
<context>
    <name>_Watch</name>
    <message>
        <source>unread messages</source>
        <translation>ungelesene Nachrichten</translation>
    </message>
</context>
<context>
    <name>application</name>
    <message>
        <source>That did not work</source>
        <translation>Das hat nicht geklappt</translation>
    </message>
</context>
<context>
    <name>dialog</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>events</name>
    <message>
        <source>Chat session established with {name}.</source>
        <translation>Chat-Sitzung mit {name} wurde eingerichtet.</translation>
    </message>
    <message>
        <source>{name} left the session.</source>
        <translation>{name} hat die Sitzung verlassen.</translation>
    </message>
    <message>
        <source>{name} did not come back in time.</source>
        <translation>{name} ist nicht rechtzeitig zurückgekommen.</translation>
    </message>
    <message>
        <source>Screen sharing with {name} has started.</source>
        <translation>Die Bildschirmfreigabe mit {name} hat begonnen.</translation>
    </message>
    <message>
        <source>Screen sharing with {name} was stopped.</source>
        <translation>Die Bildschirmfreigabe mit {name} wurde gestoppt.</translation>
    </message>
    <message>
        <source>{name} closed the shared screen.</source>
        <translation>{name} hat den freigegebenen Bildschirm geschlossen.</translation>
    </message>
    <message>
        <source>You closed the shared screen.</source>
        <translation>Sie haben den freigegebenen Bildschirm geschlossen.</translation>
    </message>
    <message>
        <source>Screen sharing has ended: the technician group no longer allows it.</source>
        <translation>Die Bildschirmfreigabe ist beendet: Die Technikergruppe lässt sie nicht mehr zu.</translation>
    </message>
    <message>
        <source>Screen sharing has ended: the screen could not be read.</source>
        <translation>Die Bildschirmfreigabe ist beendet: Der Bildschirm konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The connection to {name} is lost.</source>
        <translation>Die Verbindung zu {name} ist unterbrochen.</translation>
    </message>
    <message>
        <source>The connection to {name} is back.</source>
        <translation>Die Verbindung zu {name} steht wieder.</translation>
    </message>
    <message>
        <source>Your own connection is lost. Trying again.</source>
        <translation>Ihre eigene Verbindung ist unterbrochen. Sie wird wiederhergestellt.</translation>
    </message>
    <message>
        <source>Your own connection is back.</source>
        <translation>Ihre eigene Verbindung steht wieder.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist beendet.</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>The other side uses another version of Fernblick. Update both programs, then try again.</source>
        <translation>Die andere Seite verwendet eine andere Version von Fernblick. Aktualisieren Sie beide Programme und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The other side sent something that is not valid, so the connection was closed. Try again.</source>
        <translation>Die andere Seite hat etwas Ungültiges gesendet, deshalb wurde die Verbindung getrennt. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Too much was asked for in a short time. Wait a minute, then try again.</source>
        <translation>In kurzer Zeit wurde zu viel angefragt. Warten Sie eine Minute und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This is not allowed for your technician group. Ask your administrator to allow it.</source>
        <translation>Das ist Ihrer Technikergruppe nicht erlaubt. Bitten Sie Ihren Administrator, es zuzulassen.</translation>
    </message>
    <message>
        <source>The host did not accept the login. Restart the Technician Console.</source>
        <translation>Der Host hat die Anmeldung nicht angenommen. Starten Sie die Technikerkonsole neu.</translation>
    </message>
    <message>
        <source>This code does not exist, or it was used already. Ask the technician for a new code.</source>
        <translation>Diesen Code gibt es nicht, oder er wurde schon verwendet. Bitten Sie den Techniker um einen neuen Code.</translation>
    </message>
    <message>
        <source>The code has expired. A new code is needed from the technician.</source>
        <translation>Der Code ist abgelaufen. Der Techniker muss einen neuen Code erstellen.</translation>
    </message>
    <message>
        <source>The code was ended because it was entered wrongly too often. A new code is needed.</source>
        <translation>Der Code wurde beendet, weil er zu oft falsch eingegeben wurde. Ein neuer Code ist nötig.</translation>
    </message>
    <message>
        <source>The code is not right. Compare it with the technician and try again.</source>
        <translation>Der Code stimmt nicht. Vergleichen Sie ihn mit dem Techniker und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The technician did not admit this computer. Talk to the technician, then try again.</source>
        <translation>Der Techniker hat diesen Computer nicht eingelassen. Sprechen Sie mit dem Techniker und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The technician is not connected at the moment. Try again in a minute.</source>
        <translation>Der Techniker ist gerade nicht verbunden. Versuchen Sie es in einer Minute erneut.</translation>
    </message>
    <message>
        <source>A customer is in this session already. Ask the technician for a session of your own.</source>
        <translation>In dieser Sitzung ist schon ein Kunde. Bitten Sie den Techniker um eine eigene Sitzung.</translation>
    </message>
    <message>
        <source>This session no longer exists. Start a new one.</source>
        <translation>Diese Sitzung gibt es nicht mehr. Beginnen Sie eine neue.</translation>
    </message>
    <message>
        <source>The session is over. Start a new one if help is still needed.</source>
        <translation>Die Sitzung ist beendet. Beginnen Sie eine neue, falls noch Hilfe nötig ist.</translation>
    </message>
    <message>
        <source>The session ended because the connection was lost for too long. Start a new one.</source>
        <translation>Die Sitzung wurde beendet, weil die Verbindung zu lange unterbrochen war. Beginnen Sie eine neue.</translation>
    </message>
    <message>
        <source>Sharing was stopped. It can be started again at any time.</source>
        <translation>Die Bildschirmfreigabe wurde gestoppt. Sie kann jederzeit wieder beginnen.</translation>
    </message>
    <message>
        <source>The customer closed the shared screen. Sharing can be started again at any time.</source>
        <translation>Der Kunde hat den freigegebenen Bildschirm geschlossen. Die Freigabe kann jederzeit wieder beginnen.</translation>
    </message>
    <message>
        <source>Sharing was ended because the technician group no longer allows it. Ask your administrator.</source>
        <translation>Die Bildschirmfreigabe wurde beendet, weil die Technikergruppe sie nicht mehr zulässt. Fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>The other side left the session.</source>
        <translation>Die andere Seite hat die Sitzung verlassen.</translation>
    </message>
    <message>
        <source>The technician ended the session.</source>
        <translation>Der Techniker hat die Sitzung beendet.</translation>
    </message>
    <message>
        <source>This session was taken up in another window, so this one was closed.</source>
        <translation>Diese Sitzung wurde in einem anderen Fenster fortgesetzt, deshalb wurde dieses geschlossen.</translation>
    </message>
    <message>
        <source>The host cannot write its database. Free some disk space, then try again.</source>
        <translation>Der Host kann seine Datenbank nicht schreiben. Geben Sie Speicherplatz frei und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The host is shutting down. Try again when it has been started again.</source>
        <translation>Der Host wird beendet. Versuchen Sie es erneut, wenn er wieder läuft.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Check the address, and that the Technician Console is running.</source>
        <translation>Unter dieser Adresse antwortet niemand. Prüfen Sie die Adresse und ob die Technikerkonsole läuft.</translation>
    </message>
    <message>
        <source>The address cannot be reached. Check the network connection and the address.</source>
        <translation>Die Adresse ist nicht erreichbar. Prüfen Sie die Netzwerkverbindung und die Adresse.</translation>
    </message>
    <message>
        <source>The computer at this address could not prove who it is. Ask the technician for a new link.</source>
        <translation>Der Computer unter dieser Adresse konnte sich nicht ausweisen. Bitten Sie den Techniker um einen neuen Link.</translation>
    </message>
    <message>
        <source>The address did not answer in time. Check the network connection and try again.</source>
        <translation>Die Adresse hat nicht rechtzeitig geantwortet. Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>There is no computer with this name. Check the address for typing errors.</source>
        <translation>Es gibt keinen Computer mit diesem Namen. Prüfen Sie die Adresse auf Tippfehler.</translation>
    </message>
    <message>
        <source>The connection was cut. Check the network connection and try again.</source>
        <translation>Die Verbindung wurde getrennt. Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The other side does not answer any more. Check the network connection and try again.</source>
        <translation>Die andere Seite antwortet nicht mehr. Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The connection is too slow at the moment. Try again.</source>
        <translation>Die Verbindung ist gerade zu langsam. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The connection is lost. Fernblick keeps trying; nothing has to be done.</source>
        <translation>Die Verbindung ist unterbrochen. Fernblick stellt sie von selbst wieder her; Sie müssen nichts tun.</translation>
    </message>
    <message>
        <source>A code has ten digits. Check that none is missing.</source>
        <translation>Ein Code hat zehn Ziffern. Prüfen Sie, ob eine fehlt.</translation>
    </message>
    <message>
        <source>A code has digits only. Check for letters and signs.</source>
        <translation>Ein Code besteht nur aus Ziffern. Prüfen Sie, ob Buchstaben oder Zeichen darin sind.</translation>
    </message>
    <message>
        <source>At least one digit is mistyped. Compare the code with the technician.</source>
        <translation>Mindestens eine Ziffer ist vertippt. Vergleichen Sie den Code mit dem Techniker.</translation>
    </message>
    <message>
        <source>This link is not complete. Copy the whole link again.</source>
        <translation>Dieser Link ist nicht vollständig. Kopieren Sie den ganzen Link noch einmal.</translation>
    </message>
    <message>
        <source>Sharing is possible as soon as the session is active.</source>
        <translation>Die Bildschirmfreigabe ist möglich, sobald die Sitzung aktiv ist.</translation>
    </message>
    <message>
        <source>Sharing is possible as soon as the customer has joined with the viewer.</source>
        <translation>Die Bildschirmfreigabe ist möglich, sobald der Kunde mit dem Viewer beigetreten ist.</translation>
    </message>
    <message>
        <source>Your technician group does not allow screen sharing with customers. Ask your administrator.</source>
        <translation>Ihre Technikergruppe lässt keine Bildschirmfreigabe für Kunden zu. Fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>No display was found. Start Fernblick in a desktop session, or set DISPLAY to a running display.</source>
        <translation>Es wurde keine Anzeige gefunden. Starten Sie Fernblick in einer Desktop-Sitzung, oder setzen Sie DISPLAY auf eine laufende Anzeige.</translation>
    </message>
    <message>
        <source>The screen cannot be read on this computer. Sharing is not possible here.</source>
        <translation>Der Bildschirm kann auf diesem Computer nicht gelesen werden. Eine Freigabe ist hier nicht möglich.</translation>
    </message>
    <message>
        <source>The screen cannot be read under Wayland. Log in with “Xorg” chosen, then share again.</source>
        <translation>Unter Wayland kann der Bildschirm nicht gelesen werden. Melden Sie sich mit „Xorg“ an und geben Sie ihn erneut frei.</translation>
    </message>
    <message>
        <source>The system does not let Fernblick read the screen. Allow it in the system settings.</source>
        <translation>Das System lässt Fernblick den Bildschirm nicht lesen. Erlauben Sie es in den Systemeinstellungen.</translation>
    </message>
    <message>
        <source>The shared monitor is no longer connected. Choose something else to share.</source>
        <translation>Der freigegebene Monitor ist nicht mehr angeschlossen. Wählen Sie etwas anderes zum Freigeben.</translation>
    </message>
    <message>
        <source>The shared window was closed. Choose something else to share.</source>
        <translation>Das freigegebene Fenster wurde geschlossen. Wählen Sie etwas anderes zum Freigeben.</translation>
    </message>
    <message>
        <source>The shared window is minimised. Sharing goes on as soon as it can be seen again.</source>
        <translation>Das freigegebene Fenster ist minimiert. Die Freigabe geht weiter, sobald es wieder zu sehen ist.</translation>
    </message>
    <message>
        <source>The shared region is no longer on any monitor. Choose something else to share.</source>
        <translation>Der freigegebene Bereich liegt auf keinem Monitor mehr. Wählen Sie etwas anderes zum Freigeben.</translation>
    </message>
    <message>
        <source>The screen could not be read, so sharing has ended. Share again.</source>
        <translation>Der Bildschirm konnte nicht gelesen werden, deshalb ist die Freigabe beendet. Geben Sie ihn erneut frei.</translation>
    </message>
    <message>
        <source>Another program uses the port that customers connect to. End it, or start with another --listen.</source>
        <translation>Ein anderes Programm belegt den Port, mit dem sich Kunden verbinden. Beenden Sie es, oder starten Sie mit einem anderen --listen.</translation>
    </message>
    <message>
        <source>The connection to the host is lost. Fernblick keeps trying; sessions and chat are kept.</source>
        <translation>Die Verbindung zum Host ist unterbrochen. Fernblick versucht es weiter; Sitzungen und Chat bleiben erhalten.</translation>
    </message>
    <message>
        <source>The host could not be started. Try again; the log of the program says more.</source>
        <translation>Der Host konnte nicht gestartet werden. Versuchen Sie es erneut; mehr steht im Protokoll des Programms.</translation>
    </message>
    <message>
        <source>The host did not start in time. Try again.</source>
        <translation>Der Host ist nicht rechtzeitig gestartet. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The data folder cannot be used. Check that you may write to it and that the disk is not full.</source>
        <translation>Der Datenordner ist nicht verwendbar. Prüfen Sie, ob Sie darin schreiben dürfen und ob der Datenträger voll ist.</translation>
    </message>
    <message>
        <source>The settings file was damaged. It was kept as “settings.ini.broken”; the defaults are used now.</source>
        <translation>Die Einstellungsdatei war beschädigt. Sie wurde als „settings.ini.broken“ aufbewahrt; jetzt gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>The settings file cannot be read or written. Check its permissions; the defaults are used now.</source>
        <translation>Die Einstellungsdatei kann nicht gelesen oder geschrieben werden. Prüfen Sie ihre Rechte; jetzt gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>A host runs already, at another address than --listen names. End it, or start without --listen.</source>
        <translation>Es läuft schon ein Host, unter einer anderen Adresse als in --listen. Beenden Sie ihn, oder starten Sie ohne --listen.</translation>
    </message>
    <message>
        <source>The technician&apos;s address is missing. Ask the technician for it.</source>
        <translation>Die Adresse des Technikers fehlt. Fragen Sie den Techniker danach.</translation>
    </message>
    <message>
        <source>Too many sessions are open. End one, then start a new one.</source>
        <translation>Es sind zu viele Sitzungen offen. Beenden Sie eine und starten Sie dann eine neue.</translation>
    </message>
    <message>
        <source>The session could not be saved on this computer. Free some disk space.</source>
        <translation>Die Sitzung konnte auf diesem Computer nicht gespeichert werden. Geben Sie Speicherplatz frei.</translation>
    </message>
    <message>
        <source>A saved session was damaged and could not be taken up again. It was put aside; start a new one.</source>
        <translation>Eine gespeicherte Sitzung war beschädigt und konnte nicht fortgesetzt werden. Sie wurde beiseitegelegt; beginnen Sie eine neue.</translation>
    </message>
    <message>
        <source>Something went wrong in Fernblick itself. If it does not work on, restart it; the log says more.</source>
        <translation>In Fernblick selbst ist ein Fehler aufgetreten. Falls es nicht weiterarbeitet, starten Sie es neu; mehr steht im Protokoll.</translation>
    </message>
    <message>
        <source>Something went wrong. Try again.</source>
        <translation>Etwas ist schiefgegangen. Versuchen Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>session_words</name>
    <message>
        <source>Waiting for the customer</source>
        <translation>Warten auf den Kunden</translation>
    </message>
    <message>
        <source>The customer is joining</source>
        <translation>Der Kunde tritt bei</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Customer’s connection lost</source>
        <translation>Kunde nicht verbunden</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Transferring</source>
        <translation>Wird übertragen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>Connecting to the host</source>
        <translation>Verbindung zum Host …</translation>
    </message>
    <message>
        <source>Sharing your screen</source>
        <translation>Bildschirm wird gezeigt</translation>
    </message>
</context>
</TS>
