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
        <source>Number of this computer: {number}</source>
        <translation>Nummer dieses Computers: {number}</translation>
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
    <name>AddTechnicianDialog</name>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Add technician</source>
        <translation>Techniker hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>The technician logs in with it, and colleagues see it.</source>
        <translation>Der Techniker meldet sich damit an, und Kollegen sehen ihn.</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
</context>
<context>
    <name>AdministrationCenter</name>
    <message>
        <source>Administration Center</source>
        <translation>Administrationscenter</translation>
    </message>
    <message>
        <source>Search groups and technicians</source>
        <translation>Gruppen und Techniker suchen</translation>
    </message>
    <message>
        <source>No group and no technician is called so.</source>
        <translation>Keine Gruppe und kein Techniker heißt so.</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
        <source>Add technician</source>
        <translation>Techniker hinzufügen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>I know why</source>
        <translation>Ich weiß, warum</translation>
    </message>
    <message>
        <source>The host’s audit is not the one that this computer remembers: row {number} is another one, or gone. Either an older backup was restored, or somebody has rewritten the audit.</source>
        <translation>Das Protokoll des Hosts ist nicht das, das dieser Computer kennt: Zeile {number} ist eine andere oder fehlt. Entweder wurde eine ältere Sicherung zurückgespielt, oder jemand hat das Protokoll umgeschrieben.</translation>
    </message>
    <message>
        <source>The host’s certificate has ended on {day}: browsers, and whoever trusts its authority, do not get through. Put a renewed one in its place at the host; it is taken within a minute.</source>
        <translation>Das Zertifikat des Hosts ist am {day} abgelaufen: Browser und alle, die seiner Stelle vertrauen, kommen nicht durch. Legen Sie am Host ein erneuertes an seine Stelle; es wird binnen einer Minute übernommen.</translation>
    </message>
    <message>
        <source>The host’s certificate ends on {day}. From then on browsers, and whoever trusts its authority, do not get through. Put a renewed one in its place at the host; it is taken within a minute.</source>
        <translation>Das Zertifikat des Hosts läuft am {day} ab. Von da an kommen Browser und alle, die seiner Stelle vertrauen, nicht durch. Legen Sie am Host ein erneuertes an seine Stelle; es wird binnen einer Minute übernommen.</translation>
    </message>
    <message>
        <source>Apply to all groups?</source>
        <translation>Auf alle Gruppen anwenden?</translation>
    </message>
    <message>
        <source>Every group gets the rights of “{name}”. What is set there now is lost.</source>
        <translation>Jede Gruppe bekommt die Rechte von „{name}“. Was dort jetzt eingestellt ist, geht verloren.</translation>
    </message>
    <message>
        <source>Apply to subgroups?</source>
        <translation>Auf Untergruppen anwenden?</translation>
    </message>
    <message>
        <source>All groups below “{name}” inherit its rights. What is set there now is lost.</source>
        <translation>Alle Gruppen unter „{name}“ erben deren Rechte. Was dort jetzt eingestellt ist, geht verloren.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Save the changes?</source>
        <translation>Änderungen speichern?</translation>
    </message>
    <message>
        <source>The changes of the web page are not saved yet.</source>
        <translation>Die Änderungen der Webseite sind noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>The changes of “{name}” are not saved yet.</source>
        <translation>Die Änderungen an „{name}“ sind noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
</context>
<context>
    <name>Apart</name>
    <message>
        <source>Not shown</source>
        <translation>Wird nicht gezeigt</translation>
    </message>
</context>
<context>
    <name>ApartNotice</name>
    <message>
        <source>{name} sees your desktop, too. This window is left out there.</source>
        <translation>{name} sieht auch Ihren Desktop. Dieses Fenster ist dort ausgelassen.</translation>
    </message>
    <message>
        <source>{name} sees your desktop, too, and so maybe this window in itself. If that confuses, move it to another monitor or make it small.</source>
        <translation>{name} sieht auch Ihren Desktop und damit vielleicht dieses Fenster in sich selbst. Wenn das verwirrt, schieben Sie es auf einen anderen Monitor oder machen Sie es klein.</translation>
    </message>
</context>
<context>
    <name>AuditReportPage</name>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Check the chain</source>
        <translation>Kette prüfen</translation>
    </message>
    <message>
        <source>Find out whether a row of the audit was changed, removed or swapped since it was written</source>
        <translation>Feststellen, ob eine Zeile des Protokolls geändert, entfernt oder vertauscht wurde, seit sie geschrieben ist</translation>
    </message>
    <message>
        <source>Filter: name, address, details, session number…</source>
        <translation>Filter: Name, Adresse, Einzelheiten, Sitzungsnummer&#xa0;…</translation>
    </message>
    <message>
        <source>No entry fits. Choose another time range, or clear the filter.</source>
        <translation>Kein Eintrag passt. Wählen Sie einen anderen Zeitraum, oder leeren Sie den Filter.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>The audit was touched</source>
        <translation>Das Protokoll wurde angetastet</translation>
    </message>
    <message>
        <source>Row {number} is not what was written: it, or what stood there, was changed, removed or swapped. All rows before it are as they were written.</source>
        <translation>Zeile {number} ist nicht, was geschrieben wurde: Sie oder was dort stand, wurde geändert, entfernt oder vertauscht. Alle Zeilen davor sind so, wie sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>Every row is as it was written. Rows: {count}</source>
        <translation>Jede Zeile ist so, wie sie geschrieben wurde. Zeilen: {count}</translation>
    </message>
    <message>
        <source>The audit is whole</source>
        <translation>Das Protokoll ist unversehrt</translation>
    </message>
</context>
<context>
    <name>BannerStack</name>
    <message>
        <source>{count} more are waiting</source>
        <translation>{count} weitere warten</translation>
    </message>
</context>
<context>
    <name>BothWays</name>
    <message>
        <source>A customer’s desktop – left out here</source>
        <translation>Desktop eines Kunden – hier ausgelassen</translation>
    </message>
    <message>
        <source>The technician’s screen – left out here</source>
        <translation>Bildschirm des Technikers – hier ausgelassen</translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Export Calling Card</source>
        <translation>Calling Card exportieren</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen&#xa0;…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>This is not a PNG picture that can be used. Choose another one.</source>
        <translation>Das ist kein PNG-Bild, das verwendet werden kann. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Customers who open this file wait in the channel “{channel}” at {host}, without a code.</source>
        <translation>Kunden, die diese Datei öffnen, warten ohne Code im Kanal „{channel}“ auf {host}.</translation>
    </message>
    <message>
        <source>Your company’s &amp;name</source>
        <translation>&amp;Name Ihrer Firma</translation>
    </message>
    <message>
        <source>At most {count} characters in eight lines, plain text.</source>
        <translation>Höchstens {count} Zeichen in acht Zeilen, nur Text.</translation>
    </message>
    <message>
        <source>&amp;Greeting</source>
        <translation>&amp;Begrüßung</translation>
    </message>
    <message>
        <source>Choose the icon</source>
        <translation>Symbol auswählen</translation>
    </message>
    <message>
        <source>Remove the icon</source>
        <translation>Symbol entfernen</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>A PNG picture; it is made smaller.</source>
        <translation>Ein PNG-Bild; es wird verkleinert.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Customers see</source>
        <translation>Das sehen Kunden</translation>
    </message>
    <message>
        <source>Your company’s name</source>
        <translation>Name Ihrer Firma</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>Calling Card (*{ending})</source>
        <translation>Calling Card (*{ending})</translation>
    </message>
</context>
<context>
    <name>CardEntry</name>
    <message>
        <source>Replace your Calling Card?</source>
        <translation>Ihre Calling Card ersetzen?</translation>
    </message>
    <message>
        <source>This file is the Calling Card of {new}, which connects through {new_host}. It would replace that of {old}, which connects through {old_host}.</source>
        <translation>Diese Datei ist die Calling Card von {new}, die über {new_host} verbindet. Sie würde die von {old} ersetzen, die über {old_host} verbindet.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
</context>
<context>
    <name>CardPage</name>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>I have a code</source>
        <translation>Ich habe einen Code</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
    <message>
        <source>You will be connected through {host}.</source>
        <translation>Sie werden über {host} verbunden.</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird hergestellt</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt&#xa0;…</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your name, for the technician</source>
        <translation>Ihr Name, für den Techniker</translation>
    </message>
</context>
<context>
    <name>ChangePasswordDialog</name>
    <message>
        <source>Change password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>&amp;Present password</source>
        <translation>&amp;Bisheriges Passwort</translation>
    </message>
</context>
<context>
    <name>ChannelField</name>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Inherit: {channel}</source>
        <translation>Geerbt: {channel}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
</context>
<context>
    <name>ChartTables</name>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Gewartet</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95%</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Technicians</source>
        <translation>Techniker</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Techniker</translation>
    </message>
    <message>
        <source>On average</source>
        <translation>Im Schnitt</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
</context>
<context>
    <name>ChartsPage</name>
    <message>
        <source>Show as</source>
        <translation>Anzeigen als</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>Als PNG speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>Save as PNG</source>
        <translation>Als PNG speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>There was no session in these days. Choose another time range.</source>
        <translation>An diesen Tagen gab es keine Sitzung. Wählen Sie einen anderen Zeitraum.</translation>
    </message>
    <message>
        <source>There is room for {count} days: these are the latest.</source>
        <translation>Es ist Platz für {count} Tage: Das sind die letzten.</translation>
    </message>
</context>
<context>
    <name>ChartsView</name>
    <message>
        <source>Sessions a day</source>
        <translation>Sitzungen je Tag</translation>
    </message>
    <message>
        <source>Waiting time</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>Sessions a technician</source>
        <translation>Sitzungen je Techniker</translation>
    </message>
    <message>
        <source>Shares a technician</source>
        <translation>Freigaben je Techniker</translation>
    </message>
    <message>
        <source>half waited less (median)</source>
        <translation>die Hälfte wartete kürzer (Median)</translation>
    </message>
    <message>
        <source>95% waited less</source>
        <translation>95 % warteten kürzer</translation>
    </message>
    <message>
        <source>{first} – {last}, sessions: {count}, gave up waiting: {gave_up}, missed: {missed}</source>
        <translation>{first} – {last}, Sitzungen: {count}, Warten aufgegeben: {gave_up}, verpasst: {missed}</translation>
    </message>
    <message>
        <source>{name}, sessions: {count}, in all: {span}</source>
        <translation>{name}, Sitzungen: {count}, zusammen: {span}</translation>
    </message>
    <message>
        <source>{day}, sessions: {count}, gave up: {gave_up}, missed: {missed}</source>
        <translation>{day}, Sitzungen: {count}, aufgegeben: {gave_up}, verpasst: {missed}</translation>
    </message>
    <message>
        <source>{name}, shares: {count}, in all: {span}</source>
        <translation>{name}, Freigaben: {count}, insgesamt: {span}</translation>
    </message>
    <message>
        <source>{day}, nobody waited</source>
        <translation>{day}, niemand wartete</translation>
    </message>
    <message>
        <source>{day}, waited: {count}, median: {median}, 95%: {most}</source>
        <translation>{day}, gewartet: {count}, Median: {median}, 95 %: {most}</translation>
    </message>
    <message>
        <source>Nobody waited in a queue.</source>
        <translation>Niemand hat in einer Warteschlange gewartet.</translation>
    </message>
    <message>
        <source>Nobody shared.</source>
        <translation>Niemand hat etwas freigegeben.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
</context>
<context>
    <name>ChatBeside</name>
    <message>
        <source>Hide the chat (F6)</source>
        <translation>Chat ausblenden (F6)</translation>
    </message>
    <message>
        <source>Chat (F6)</source>
        <translation>Chat (F6)</translation>
    </message>
    <message>
        <source>Chat (F6), unread messages: {count}</source>
        <translation>Chat (F6), ungelesene Nachrichten: {count}</translation>
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
    <name>ChatTabs</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Technicians only</source>
        <translation>Nur Techniker</translation>
    </message>
    <message>
        <source>You are no longer in this session</source>
        <translation>Sie sind nicht mehr in dieser Sitzung</translation>
    </message>
    <message>
        <source>{name} sees your screen.</source>
        <translation>{name} sieht Ihren Bildschirm.</translation>
    </message>
    <message>
        <source>{name} does not see this.</source>
        <translation>{name} sieht das nicht.</translation>
    </message>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>No other technician is in the session</source>
        <translation>Kein anderer Techniker ist in der Sitzung</translation>
    </message>
    <message>
        <source>Write to the technicians only</source>
        <translation>Nur an die Techniker schreiben</translation>
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
    <message>
        <source>{length} of {most} characters.</source>
        <translation>{length} von {most} Zeichen.</translation>
    </message>
    <message>
        <source>{length} characters, at most {most} can be sent at once. Send it in several messages.</source>
        <translation>{length} Zeichen; höchstens {most} lassen sich auf einmal senden. Senden Sie es in mehreren Nachrichten.</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Check the connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>Ergebnis kopieren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Each way to the host is tried, and measured by its answers. Neither a code nor a password is sent.</source>
        <translation>Jeder Weg zum Host wird versucht und an seinen Antworten gemessen. Weder ein Code noch ein Passwort wird gesendet.</translation>
    </message>
    <message>
        <source>This host is on this very computer: whether others get through to it, only a check at theirs shows.</source>
        <translation>Dieser Host läuft auf genau diesem Computer: Ob andere zu ihm durchkommen, zeigt nur eine Prüfung bei ihnen.</translation>
    </message>
    <message>
        <source>Address of the host</source>
        <translation>Adresse des Hosts</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ChoicePage</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Which computer is it?</source>
        <translation>Welcher Computer ist es?</translation>
    </message>
    <message>
        <source>Several computers in this network say that they know this code. Ask the technician which address stands below the code, and choose that one.</source>
        <translation>Mehrere Computer in diesem Netz sagen, dass sie diesen Code kennen. Fragen Sie, welche Adresse unter dem Code steht, und wählen Sie diese.</translation>
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
        <source>New code</source>
        <translation>Neuer Code</translation>
    </message>
    <message>
        <source>The code was ended</source>
        <translation>Der Code wurde beendet</translation>
    </message>
    <message>
        <source>Three wrong codes were entered. The link that you have sent is good still.</source>
        <translation>Es wurden drei falsche Codes eingegeben. Der Link, den Sie verschickt haben, gilt weiterhin.</translation>
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
        <source>Someone entered the right code, but many codes are being tried at this host right now: it may be a guess. Ask {name} whether they are joining right now. Admit nobody you are not talking to.</source>
        <translation>Jemand hat den richtigen Code eingegeben, aber gerade werden an diesem Host viele Codes ausprobiert: Er kann geraten sein. Fragen Sie {name}, ob er oder sie gerade beitritt. Lassen Sie niemanden ein, mit dem Sie nicht sprechen.</translation>
    </message>
    <message>
        <source>your colleague</source>
        <translation>Ihr Kollege</translation>
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
        <source>and type</source>
        <translation>und geben Sie ein:</translation>
    </message>
    <message>
        <source>Read to {name}: go to</source>
        <translation>Lesen Sie {name} vor: Gehen Sie auf</translation>
    </message>
    <message>
        <source>Or in the Fernblick viewer: the same code, and the address {address}</source>
        <translation>Oder im Fernblick-Viewer: derselbe Code und die Adresse {address}</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen&#xa0;…</translation>
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
    <name>CodeWays</name>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
    <message>
        <source>Copy link for the viewer</source>
        <translation>Link für den Viewer kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy link for the browser</source>
        <translation>Link für den Browser kopieren</translation>
    </message>
    <message>
        <source>The browser will warn of the certificate</source>
        <translation>Der Browser wird vor dem Zertifikat warnen</translation>
    </message>
    <message>
        <source>Your support session</source>
        <translation>Ihre Supportsitzung</translation>
    </message>
    <message>
        <source>Hello {name},

to start our support session, open this link:
{link}

Or go to https://{address} and type the code {code}.

Whoever has the Fernblick viewer can open this instead: {viewer_link}
</source>
        <translation>Guten Tag {name},

öffnen Sie bitte diesen Link, um unsere Supportsitzung zu beginnen:
{link}

Oder gehen Sie auf https://{address} und geben Sie den Code {code} ein.

Wer den Fernblick-Viewer hat, kann stattdessen dies öffnen: {viewer_link}
</translation>
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
        <source>There is no e-mail program on this computer. The text was copied: paste it where you write.</source>
        <translation>Auf diesem Computer gibt es kein E-Mail-Programm. Der Text wurde kopiert: Fügen Sie ihn ein, wo Sie schreiben.</translation>
    </message>
</context>
<context>
    <name>ColleagueCode</name>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Neuer Code</translation>
    </message>
    <message>
        <source>End code</source>
        <translation>Code beenden</translation>
    </message>
    <message>
        <source>Three wrong codes were entered. The link that you have sent is good still.</source>
        <translation>Es wurden drei falsche Codes eingegeben. Der Link, den Sie verschickt haben, gilt weiterhin.</translation>
    </message>
    <message>
        <source>Code {digits}</source>
        <translation>Code {digits}</translation>
    </message>
    <message>
        <source>Valid for {time}, for one colleague, who enters it under “Join a colleague’s session”.</source>
        <translation>Noch {time} gültig, für einen Kollegen, der ihn unter „Der Sitzung eines Kollegen beitreten“ eingibt.</translation>
    </message>
    <message>
        <source>The code is being made…</source>
        <translation>Der Code wird erzeugt&#xa0;…</translation>
    </message>
</context>
<context>
    <name>Control</name>
    <message>
        <source>Send keys</source>
        <translation>Tasten senden</translation>
    </message>
    <message>
        <source>Right ⌘</source>
        <translation>⌘ rechts</translation>
    </message>
    <message>
        <source>Right Ctrl</source>
        <translation>Strg rechts</translation>
    </message>
    <message>
        <source>{key}: type here</source>
        <translation>{key}: hier tippen</translation>
    </message>
    <message>
        <source>Click: type there</source>
        <translation>Klick: dort tippen</translation>
    </message>
    <message>
        <source>What you type goes to the customer’s computer. {key} gives the keyboard back to yours.</source>
        <translation>Was Sie tippen, geht an den Computer des Kunden. {key} gibt die Tastatur Ihrem Computer zurück.</translation>
    </message>
    <message>
        <source>What you type stays here. Click into the picture to type at the customer’s computer.</source>
        <translation>Was Sie tippen, bleibt hier. Klicken Sie ins Bild, um am Computer des Kunden zu tippen.</translation>
    </message>
</context>
<context>
    <name>ControlBar</name>
    <message>
        <source>{name} controls your desktop</source>
        <translation>{name} steuert Ihren Desktop</translation>
    </message>
    <message>
        <source>{name} sees your desktop</source>
        <translation>{name} sieht Ihren Desktop</translation>
    </message>
    <message>
        <source>A technician</source>
        <translation>Ein Techniker</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>the connection is interrupted</source>
        <translation>die Verbindung ist unterbrochen</translation>
    </message>
    <message>
        <source>{key} ends it</source>
        <translation>{key} beendet es</translation>
    </message>
    <message>
        <source>Take everything back at once</source>
        <translation>Sofort alles zurücknehmen</translation>
    </message>
</context>
<context>
    <name>CustomerDesktop</name>
    <message>
        <source>Write a message to {name}</source>
        <translation>Nachricht an {name} schreiben</translation>
    </message>
    <message>
        <source>{colleague} would like to see and control {name}’s desktop. {name} is asked after you.</source>
        <translation>{colleague} möchte den Desktop von {name} sehen und steuern. {name} wird nach Ihnen gefragt.</translation>
    </message>
    <message>
        <source>{colleague} would like to see {name}’s desktop. {name} is asked after you.</source>
        <translation>{colleague} möchte den Desktop von {name} sehen. {name} wird nach Ihnen gefragt.</translation>
    </message>
    <message>
        <source>May {colleague} ask?</source>
        <translation>Darf {colleague} fragen?</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
</context>
<context>
    <name>CustomerDesktopWindow</name>
    <message>
        <source>Stop control</source>
        <translation>Steuern beenden</translation>
    </message>
    <message>
        <source>Take back the question</source>
        <translation>Frage zurücknehmen</translation>
    </message>
    <message>
        <source>Ask for control</source>
        <translation>Um Fernsteuerung bitten</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Fernsteuern</translation>
    </message>
    <message>
        <source>View only</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>{name}’s desktop – control</source>
        <translation>Desktop von {name} – Fernsteuerung</translation>
    </message>
    <message>
        <source>Your mouse and keyboard operate {name}’s computer while this window has the focus.</source>
        <translation>Ihre Maus und Tastatur bedienen den Computer von {name}, solange dieses Fenster den Fokus hat.</translation>
    </message>
    <message>
        <source>{name}’s desktop – view only</source>
        <translation>Desktop von {name} – nur ansehen</translation>
    </message>
    <message>
        <source>You see {name}’s desktop. To operate it, ask for control.</source>
        <translation>Sie sehen den Desktop von {name}. Um ihn zu bedienen, bitten Sie um Fernsteuerung.</translation>
    </message>
    <message>
        <source>The customer’s desktop</source>
        <translation>Der Desktop des Kunden</translation>
    </message>
    <message>
        <source>Show another of the customer’s monitors</source>
        <translation>Einen anderen Monitor des Kunden zeigen</translation>
    </message>
    <message>
        <source>Stop viewing</source>
        <translation>Ansehen beenden</translation>
    </message>
    <message>
        <source>Close this window and give everything back. The session goes on.</source>
        <translation>Dieses Fenster schließen und alles zurückgeben. Die Sitzung geht weiter.</translation>
    </message>
</context>
<context>
    <name>DesktopAction</name>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>{name} has been asked. Take the question back</source>
        <translation>{name} wurde gefragt. Die Frage zurücknehmen</translation>
    </message>
    <message>
        <source>{name} was asked twice and did not say yes. You can ask again in {seconds} s.</source>
        <translation>{name} wurde zweimal gefragt und hat nicht zugestimmt. Sie können in {seconds} s wieder fragen.</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Fernsteuern</translation>
    </message>
    <message>
        <source>Ask {name} to let you see and control the desktop</source>
        <translation>{name} bitten, den Desktop sehen und steuern zu dürfen</translation>
    </message>
    <message>
        <source>View desktop</source>
        <translation>Desktop ansehen</translation>
    </message>
    <message>
        <source>Ask {name} to let you see the desktop</source>
        <translation>{name} bitten, den Desktop sehen zu dürfen</translation>
    </message>
    <message>
        <source>Stop control</source>
        <translation>Steuern beenden</translation>
    </message>
    <message>
        <source>Only view {name}’s desktop from now on</source>
        <translation>Den Desktop von {name} ab jetzt nur ansehen</translation>
    </message>
    <message>
        <source>Close {name}’s desktop</source>
        <translation>Den Desktop von {name} schließen</translation>
    </message>
    <message>
        <source>Stop viewing</source>
        <translation>Ansehen beenden</translation>
    </message>
</context>
<context>
    <name>DesktopPortal</name>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
</context>
<context>
    <name>DesktopQuestion</name>
    <message>
        <source>A technician</source>
        <translation>Ein Techniker</translation>
    </message>
    <message>
        <source>{name} asks to see your desktop</source>
        <translation>{name} bittet, Ihren Desktop sehen zu dürfen</translation>
    </message>
    <message>
        <source>{name} asks to see and control your desktop</source>
        <translation>{name} bittet, Ihren Desktop sehen und steuern zu dürfen</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Allow viewing</source>
        <translation>Ansehen erlauben</translation>
    </message>
    <message>
        <source>Allow control</source>
        <translation>Steuern erlauben</translation>
    </message>
    <message>
        <source>{name} would see everything that is on your screens, until you take it back.</source>
        <translation>{name} sähe alles, was auf Ihren Bildschirmen ist, bis Sie es zurücknehmen.</translation>
    </message>
    <message>
        <source>With control, {name} could also use this computer’s mouse and keyboard.</source>
        <translation>Mit der Fernsteuerung könnte {name} auch Maus und Tastatur dieses Computers benutzen.</translation>
    </message>
    <message>
        <source>A bar at the top of your screen says so all the time. Its red X takes everything back at once.</source>
        <translation>Eine Leiste oben am Bildschirm zeigt das die ganze Zeit an. Ihr rotes X nimmt sofort alles zurück.</translation>
    </message>
    <message>
        <source>Without an answer in {seconds} s the answer is no.</source>
        <translation>Ohne Antwort innerhalb von {seconds} s ist die Antwort Nein.</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Details of {name}</source>
        <translation>Angaben zu {name}</translation>
    </message>
    <message>
        <source>Only administrators see these.</source>
        <translation>Nur Administratoren sehen das.</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>&amp;Voller Name</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>&amp;Comment</source>
        <translation>&amp;Kommentar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>That is no e-mail address yet.</source>
        <translation>Das ist noch keine E-Mail-Adresse.</translation>
    </message>
</context>
<context>
    <name>DirectoryActions</name>
    <message>
        <source>Add a group below “{group}”</source>
        <translation>Gruppe unter „{group}“ hinzufügen</translation>
    </message>
    <message>
        <source>Add a group</source>
        <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>It begins with every right, for there is no group above it to inherit from.</source>
        <translation>Sie beginnt mit allen Rechten, denn über ihr ist keine Gruppe, von der sie erben könnte.</translation>
    </message>
    <message>
        <source>Rename “{name}”</source>
        <translation>„{name}“ umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>(top of the tree)</source>
        <translation>(oberste Ebene)</translation>
    </message>
    <message>
        <source>Move “{name}”</source>
        <translation>„{name}“ verschieben</translation>
    </message>
    <message>
        <source>“{name}” gets the rights of “{group}” where it inherits them. This applies at once.</source>
        <translation>„{name}“ bekommt die Rechte von „{group}“, wo sie geerbt werden. Das gilt sofort.</translation>
    </message>
    <message>
        <source>Move “{name}”?</source>
        <translation>„{name}“ verschieben?</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>After wrong passwords {name} has to wait before the next try. Unlocked, they can try again at once, and so can whoever has guessed. A forgotten password needs a new one: Reset password.</source>
        <translation>Nach falschen Passwörtern muss {name} vor dem nächsten Versuch warten. Nach dem Entsperren geht es sofort wieder, auch für jeden, der geraten hat. Wer sein Passwort vergessen hat, braucht ein neues: Passwort zurücksetzen.</translation>
    </message>
    <message>
        <source>Unlock {name}?</source>
        <translation>{name} entsperren?</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>{name} is logged out at once and leaves all sessions. It can be undone at any time.</source>
        <translation>{name} wird sofort abgemeldet und verlässt alle Sitzungen. Das lässt sich jederzeit rückgängig machen.</translation>
    </message>
    <message>
        <source>Disable {name}?</source>
        <translation>{name} deaktivieren?</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Add technician…</source>
        <translation>Techniker hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Add subgroup…</source>
        <translation>Untergruppe hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Add group at the top…</source>
        <translation>Gruppe auf oberster Ebene hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Export Calling Card…</source>
        <translation>Calling Card exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen&#xa0;…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Verschieben&#xa0;…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Angaben&#xa0;…</translation>
    </message>
    <message>
        <source>Reset password…</source>
        <translation>Passwort zurücksetzen&#xa0;…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren&#xa0;…</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Deaktivieren&#xa0;…</translation>
    </message>
</context>
<context>
    <name>Edge</name>
    <message>
        <source>Border of what is shared</source>
        <translation>Rahmen um das Freigegebene</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Add group</source>
        <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
        <source>Groups and technicians</source>
        <translation>Gruppen und Techniker</translation>
    </message>
    <message>
        <source>They are shown as soon as the host has sent them.</source>
        <translation>Sie erscheinen, sobald der Host sie gesendet hat.</translation>
    </message>
    <message>
        <source>Choose a group or a technician</source>
        <translation>Wählen Sie eine Gruppe oder einen Techniker</translation>
    </message>
    <message>
        <source>What is set there appears here.</source>
        <translation>Was dort eingestellt ist, erscheint hier.</translation>
    </message>
    <message>
        <source>There is no group yet</source>
        <translation>Es gibt noch keine Gruppe</translation>
    </message>
    <message>
        <source>Technicians belong to groups, and groups say what their technicians may do. Add the first one.</source>
        <translation>Techniker gehören zu Gruppen, und Gruppen legen fest, was ihre Techniker dürfen. Fügen Sie die erste hinzu.</translation>
    </message>
</context>
<context>
    <name>EndQuestion</name>
    <message>
        <source>End this session?</source>
        <translation>Diese Sitzung beenden?</translation>
    </message>
    <message>
        <source>Leave this session?</source>
        <translation>Diese Sitzung verlassen?</translation>
    </message>
    <message>
        <source>Session notes…</source>
        <translation>Sitzungsnotizen&#xa0;…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave session</source>
        <translation>Sitzung verlassen</translation>
    </message>
    <message>
        <source>Only leave</source>
        <translation>Nur verlassen</translation>
    </message>
    <message>
        <source>The session goes on without you. To come back you need an invitation or a code.</source>
        <translation>Die Sitzung geht ohne Sie weiter. Um zurückzukommen, brauchen Sie eine Einladung oder einen Code.</translation>
    </message>
    <message>
        <source>The connection to {name} will be closed. The chat stays visible here until you remove it.</source>
        <translation>Die Verbindung zu {name} wird geschlossen. Der Chat bleibt hier sichtbar, bis Sie ihn entfernen.</translation>
    </message>
    <message>
        <source>If you only leave, a colleague can take the session over.</source>
        <translation>Wenn Sie nur gehen, kann ein Kollege die Sitzung übernehmen.</translation>
    </message>
    <message>
        <source>End for all</source>
        <translation>Für alle beenden</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
</context>
<context>
    <name>EndedPage</name>
    <message>
        <source>Back to the start</source>
        <translation>Zurück zum Anfang</translation>
    </message>
    <message>
        <source>Enter another code</source>
        <translation>Anderen Code eingeben</translation>
    </message>
    <message>
        <source>Go on waiting</source>
        <translation>Weiter warten</translation>
    </message>
    <message>
        <source>Read the chat again</source>
        <translation>Chat noch einmal lesen</translation>
    </message>
    <message>
        <source>Save chat…</source>
        <translation>Chat speichern&#xa0;…</translation>
    </message>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>You have left the session.</source>
        <translation>Sie haben die Sitzung verlassen.</translation>
    </message>
    <message>
        <source>Do you want to go on waiting for another technician? You are in front of all who came after you.</source>
        <translation>Möchten Sie auf einen anderen Techniker warten? Sie sind vor allen dran, die nach Ihnen gekommen sind.</translation>
    </message>
    <message>
        <source>To reach your support again, go back to the start and connect.</source>
        <translation>Um Ihren Support wieder zu erreichen, gehen Sie zurück zum Anfang und verbinden Sie sich.</translation>
    </message>
    <message>
        <source>Your technician is not available any more</source>
        <translation>Ihr Techniker ist nicht mehr da</translation>
    </message>
</context>
<context>
    <name>EntryDialog</name>
    <message>
        <source>Use {host}</source>
        <translation>{host} verwenden</translation>
    </message>
    <message>
        <source>Whoever runs this host lets you use it on these terms. You are asked once.</source>
        <translation>Wer diesen Host betreibt, lässt Sie ihn unter diesen Bedingungen nutzen. Sie werden einmal gefragt.</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>I accept</source>
        <translation>Ich stimme zu</translation>
    </message>
    <message>
        <source>&amp;Invitation</source>
        <translation>&amp;Einladung</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>This host lets new technicians in by invitation only. Whoever runs it gives you one.</source>
        <translation>Dieser Host lässt neue Techniker nur mit Einladung ein. Wer ihn betreibt, gibt Ihnen eine.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>EventPicker</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
</context>
<context>
    <name>ExposedCover</name>
    <message>
        <source>Show anyway</source>
        <translation>Trotzdem zeigen</translation>
    </message>
    <message>
        <source>{name} sees your screen, and would read what stands here.</source>
        <translation>{name} sieht Ihren Bildschirm und würde lesen, was hier steht.</translation>
    </message>
</context>
<context>
    <name>FirstPasswordDialog</name>
    <message>
        <source>Choose your own password</source>
        <translation>Wählen Sie ein eigenes Passwort</translation>
    </message>
    <message>
        <source>Somebody else has set the password that you have logged in with. Choose another one now, which only you know; until then {host} lets nothing else through.</source>
        <translation>Das Passwort, mit dem Sie sich angemeldet haben, hat jemand anders gesetzt. Wählen Sie jetzt ein anderes, das nur Sie kennen; bis dahin lässt {host} nichts anderes zu.</translation>
    </message>
    <message>
        <source>Set password and log in</source>
        <translation>Passwort setzen und anmelden</translation>
    </message>
</context>
<context>
    <name>GroupPage</name>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>A change reaches running sessions at once.</source>
        <translation>Eine Änderung wirkt sofort auch in laufenden Sitzungen.</translation>
    </message>
    <message>
        <source>How many sessions a technician of this group may lead at the same time.</source>
        <translation>Wie viele Sitzungen ein Techniker dieser Gruppe gleichzeitig leiten darf.</translation>
    </message>
    <message>
        <source>Sessions at a time</source>
        <translation>Gleichzeitige Sitzungen</translation>
    </message>
    <message>
        <source>Customers without a code wait here for a technician of this group. Subgroups without one use it, too.</source>
        <translation>Kunden ohne Code warten hier auf einen Techniker dieser Gruppe. Untergruppen ohne eigenen Kanal nutzen ihn mit.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Export Calling Card…</source>
        <translation>Calling Card exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Who waits may let the technicians read what it is about</source>
        <translation>Wer wartet, darf die Techniker lesen lassen, worum es geht</translation>
    </message>
    <message>
        <source>Such words are not sealed: the host can read them. Customers are told so before they let them.</source>
        <translation>Solche Worte sind nicht versiegelt: Der Host kann sie lesen. Kunden wird das vorher gesagt.</translation>
    </message>
    <message>
        <source>Technicians of this group can insert them into every chat. Subgroups without any use these.</source>
        <translation>Techniker dieser Gruppe können sie in jeden Chat einfügen. Untergruppen ohne eigene benutzen diese.</translation>
    </message>
    <message>
        <source>Predefined replies</source>
        <translation>Vordefinierte Antworten</translation>
    </message>
    <message>
        <source>Nobody is in this group yet. Add a technician, or drag one here.</source>
        <translation>Noch niemand ist in dieser Gruppe. Fügen Sie einen Techniker hinzu oder ziehen Sie einen hierher.</translation>
    </message>
    <message>
        <source>Technicians: {people}  ·  Subgroups: {groups}</source>
        <translation>Techniker: {people}  ·  Untergruppen: {groups}</translation>
    </message>
    <message>
        <source>Inherit: {count}</source>
        <translation>Geerbt: {count}</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht eingestellt</translation>
    </message>
    <message>
        <source>A Calling Card leads to the group’s own channel. Save one first.</source>
        <translation>Eine Calling Card führt in den eigenen Kanal der Gruppe. Speichern Sie zuerst einen.</translation>
    </message>
</context>
<context>
    <name>GroupTree</name>
    <message>
        <source>Technician groups</source>
        <translation>Technikergruppen</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
</context>
<context>
    <name>GuestsPage</name>
    <message>
        <source>Banned</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Key, address or network</source>
        <translation>Schlüssel, Adresse oder Netz</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Key of the chosen row</source>
        <translation>Schlüssel der gewählten Zeile</translation>
    </message>
    <message>
        <source>Address of the chosen row</source>
        <translation>Adresse der gewählten Zeile</translation>
    </message>
    <message>
        <source>Lift the ban</source>
        <translation>Sperre aufheben</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Megabytes</source>
        <translation>Megabyte</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Last report</source>
        <translation>Letzte Meldung</translation>
    </message>
    <message>
        <source>Technicians without an account</source>
        <translation>Techniker ohne Konto</translation>
    </message>
    <message>
        <source>This host lets nobody in without an account: its configuration does not say “open”.</source>
        <translation>Dieser Host lässt niemanden ohne Konto ein: In seiner Konfiguration steht nicht „open“.</translation>
    </message>
    <message>
        <source>Today: {sessions} sessions go on, {minutes} minutes and {megabytes} MB used from {sources} addresses. {keys} keys are known, {refused} times somebody was refused since the host’s start.</source>
        <translation>Heute: {sessions} Sitzungen laufen, {minutes} Minuten und {megabytes} MB von {sources} Adressen genutzt. {keys} Schlüssel sind bekannt, {refused}-mal wurde seit dem Start des Hosts jemand abgewiesen.</translation>
    </message>
</context>
<context>
    <name>HandOverBanner</name>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Übergeben&#xa0;…</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>{name} has picked the session up.</source>
        <translation>{name} hat die Sitzung angenommen.</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the language that this is translated into, as a code: de</comment>
        <translation>de</translation>
    </message>
    <message>
        <source>Search in the help</source>
        <translation>In der Hilfe suchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>No page has these words.</source>
        <translation>Auf keiner Seite stehen diese Wörter.</translation>
    </message>
</context>
<context>
    <name>HostBanner</name>
    <message>
        <source>Check the connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
</context>
<context>
    <name>HostDialog</name>
    <message>
        <source>Use a host in your company</source>
        <translation>Host in Ihrer Firma benutzen</translation>
    </message>
    <message>
        <source>Customers anywhere</source>
        <translation>Kunden überall</translation>
    </message>
    <message>
        <source>Your administrator tells you the address. With it, colleagues can join your sessions.</source>
        <translation>Die Adresse nennt Ihnen Ihr Administrator. Damit können Kollegen an Ihren Sitzungen teilnehmen.</translation>
    </message>
    <message>
        <source>The name of a host that lets anybody in, such as help.example.org. It passes on what it cannot read. Nothing is opened on this computer, and you need no account there.</source>
        <translation>Der Name eines Hosts, der jeden einlässt, zum Beispiel hilfe.example.org. Er reicht weiter, was er nicht lesen kann. Auf diesem Computer wird nichts geöffnet, und Sie brauchen dort kein Konto.</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>Trust the authority that issued it, and so renewed certificates, too</source>
        <translation>Der Stelle vertrauen, die es ausgestellt hat, und so auch erneuerten Zertifikaten</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>It works: this host lets anybody in, and an authority vouches for its name.</source>
        <translation>Es geht: Dieser Host lässt jeden ein, und für seinen Namen bürgt eine Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>An authority that this computer trusts vouches for the certificate of this host.</source>
        <translation>Eine Zertifizierungsstelle, der dieser Computer vertraut, bürgt für das Zertifikat dieses Hosts.</translation>
    </message>
    <message>
        <source>The certificate of the authority, {name}, has this SHA-256. Compare it with what your administrator gives you: if it is another one, somebody may be in between. From now on whatever this authority issues for this address is accepted.</source>
        <translation>Das Zertifikat der Stelle, {name}, hat diesen SHA-256. Vergleichen Sie ihn mit dem, was Ihr Administrator Ihnen gibt: Ist es ein anderer, ist vielleicht jemand dazwischen. Von nun an gilt, was diese Stelle für diese Adresse ausstellt.</translation>
    </message>
    <message>
        <source>The host shows the certificate with this SHA-256. Compare it with what your administrator gives you: if it is another one, somebody may be in between. From now on no other one is accepted.</source>
        <translation>Der Host zeigt das Zertifikat mit diesem SHA-256. Vergleichen Sie ihn mit dem, was Ihnen Ihr Administrator gibt: Ist es ein anderer, ist vielleicht jemand dazwischen. Ab jetzt wird kein anderes angenommen.</translation>
    </message>
    <message>
        <source>Use this host</source>
        <translation>Diesen Host benutzen</translation>
    </message>
    <message>
        <source>It is the same: use this host</source>
        <translation>Es ist dasselbe: diesen Host benutzen</translation>
    </message>
</context>
<context>
    <name>HostQuestions</name>
    <message>
        <source>Administration Center…</source>
        <translation>Administrationscenter&#xa0;…</translation>
    </message>
    <message>
        <source>Check the connection…</source>
        <translation>Verbindung prüfen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose the host…</source>
        <translation>Host wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Use a host in your company…</source>
        <translation>Host in Ihrer Firma benutzen&#xa0;…</translation>
    </message>
    <message>
        <source>Use this host…</source>
        <translation>Diesen Host verwenden&#xa0;…</translation>
    </message>
    <message>
        <source>Log in…</source>
        <translation>Anmelden&#xa0;…</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>Passwort ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>{host}: set by your administrator</source>
        <translation>{host}: von Ihrem Administrator festgelegt</translation>
    </message>
    <message>
        <source>{host}: preset by your company</source>
        <translation>{host}: von Ihrer Firma voreingestellt</translation>
    </message>
    <message>
        <source>Use another host in your company…</source>
        <translation>Anderen Host in Ihrer Firma benutzen&#xa0;…</translation>
    </message>
    <message>
        <source>Use this computer’s own host again</source>
        <translation>Wieder den eigenen Host dieses Computers benutzen</translation>
    </message>
    <message>
        <source>Customers anywhere…</source>
        <translation>Kunden überall&#xa0;…</translation>
    </message>
    <message>
        <source>Say which host you work with. Until then nothing is opened on this computer.</source>
        <translation>Sagen Sie, mit welchem Host Sie arbeiten. Bis dahin wird auf diesem Computer nichts geöffnet.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>This computer’s own host did not accept the console. Restart the program.</source>
        <translation>Der eigene Host dieses Computers hat die Konsole nicht angenommen. Starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>Weiter&#xa0;…</translation>
    </message>
    <message>
        <source>Log in to work with your company’s host.</source>
        <translation>Melden Sie sich an, um mit dem Host Ihrer Firma zu arbeiten.</translation>
    </message>
    <message>
        <source>The host shows another certificate than the one you trust, so nothing was sent. Ask your administrator; if it was renewed, choose the host again in the menu “Host”.</source>
        <translation>Der Host zeigt ein anderes Zertifikat als das, dem Sie vertrauen; es wurde nichts gesendet. Fragen Sie Ihren Administrator; wurde es erneuert, wählen Sie den Host im Menü „Host“ noch einmal.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>End all sessions?</source>
        <translation>Alle Sitzungen beenden?</translation>
    </message>
    <message>
        <source>There are sessions that have not ended. Your customers will be disconnected.</source>
        <translation>Es gibt Sitzungen, die nicht beendet sind. Die Verbindung zu Ihren Kunden wird getrennt.</translation>
    </message>
    <message>
        <source>End all sessions</source>
        <translation>Alle Sitzungen beenden</translation>
    </message>
</context>
<context>
    <name>InvitationBanner</name>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>{name} asks you to take over the session with {customer} ({seconds} s).</source>
        <translation>{name} bittet Sie, die Sitzung mit {customer} zu übernehmen ({seconds} s).</translation>
    </message>
    <message>
        <source>{name} invites you into the session with {customer} ({seconds} s).</source>
        <translation>{name} lädt Sie in die Sitzung mit {customer} ein ({seconds} s).</translation>
    </message>
    <message>
        <source>a customer</source>
        <translation>einem Kunden</translation>
    </message>
</context>
<context>
    <name>InviteDialog</name>
    <message>
        <source>Transfer the session</source>
        <translation>Sitzung übertragen</translation>
    </message>
    <message>
        <source>Invite a colleague</source>
        <translation>Kollegen einladen</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>Kollegen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen&#xa0;…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragen</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>There is no other technician on this host yet. An administrator can add some, in the menu “Host”.</source>
        <translation>Auf diesem Host gibt es noch keinen anderen Techniker. Ein Administrator kann welche hinzufügen, im Menü „Host“.</translation>
    </message>
    <message>
        <source>A colleague who accepts sees the chat from then on, and can share if their group may.</source>
        <translation>Ein Kollege, der annimmt, sieht den Chat ab dann und kann seinen Bildschirm freigeben, wenn seine Gruppe das darf.</translation>
    </message>
    <message>
        <source>A colleague who accepts leads the session, and you leave it. Meanwhile the customer waits.</source>
        <translation>Ein Kollege, der annimmt, leitet die Sitzung, und Sie verlassen sie. Solange wartet der Kunde.</translation>
    </message>
    <message>
        <source>From the list</source>
        <translation>Aus der Liste</translation>
    </message>
    <message>
        <source>With a code or link</source>
        <translation>Mit Code oder Link</translation>
    </message>
    <message>
        <source>How to invite</source>
        <translation>Wie einladen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>in this session</source>
        <translation>in dieser Sitzung</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>eingeladen</translation>
    </message>
</context>
<context>
    <name>JoinColleagueDialog</name>
    <message>
        <source>Join a colleague’s session</source>
        <translation>Der Sitzung eines Kollegen beitreten</translation>
    </message>
    <message>
        <source>&amp;Code or link</source>
        <translation>&amp;Code oder Link</translation>
    </message>
    <message>
        <source>Your colleague makes it under “Invite a colleague”.</source>
        <translation>Ihr Kollege erzeugt ihn unter „Kollegen einladen“.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
</context>
<context>
    <name>JoinFoot</name>
    <message>
        <source>Deutsch</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
    <message>
        <source>Fernblick viewer, version {number}</source>
        <translation>Fernblick-Viewer, Version {number}</translation>
    </message>
    <message>
        <source>Fernblick shows you the screen of a technician who helps you. It is free software: the technician uses it, and does not belong to those who make it.</source>
        <translation>Fernblick zeigt Ihnen den Bildschirm von jemandem, der Ihnen hilft. Es ist freie Software: Wer Ihnen hilft, verwendet sie und gehört nicht zu denen, die sie machen.</translation>
    </message>
    <message>
        <source>Nothing of your computer is shown or operated unless you allow it when you are asked, and you can take that back at any time.</source>
        <translation>Von Ihrem Computer wird nichts gezeigt oder bedient, wenn Sie es nicht auf eine Frage hin erlauben, und Sie können es jederzeit zurücknehmen.</translation>
    </message>
    <message>
        <source>Join only if you expect this: somebody is helping you right now.</source>
        <translation>Treten Sie nur bei, wenn Sie das erwarten: wenn Ihnen gerade jemand hilft.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
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
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>Connecting… Please wait until the technician lets you in.</source>
        <translation>Verbindung wird aufgebaut&#xa0;… Bitte warten Sie, bis der Techniker Sie einlässt.</translation>
    </message>
    <message>
        <source>Looking for the technician’s computer in this network…</source>
        <translation>Der Computer des Technikers wird in diesem Netz gesucht&#xa0;…</translation>
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
        <source>Check the connection</source>
        <translation>Verbindung prüfen</translation>
    </message>
    <message>
        <source>Only where the technician tells you one, for example help.example.com or 192.168.1.20</source>
        <translation>Nur wenn der Techniker Ihnen eine nennt, zum Beispiel help.example.com oder 192.168.1.20</translation>
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
    <message>
        <source>This goes on in {seconds} s.</source>
        <translation>In {seconds} s geht es weiter.</translation>
    </message>
</context>
<context>
    <name>JoiningBar</name>
    <message>
        <source>Many codes are being tried at this host. Your computer works for its turn, a few seconds…</source>
        <translation>An diesem Host werden gerade viele Codes ausprobiert. Ihr Computer arbeitet ein paar Sekunden, bis er an der Reihe ist&#xa0;…</translation>
    </message>
</context>
<context>
    <name>KeysMenu</name>
    <message>
        <source>Ctrl+Alt+Del</source>
        <translation>Strg+Alt+Entf</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Esc</source>
        <translation>Strg+Umschalt+Esc</translation>
    </message>
    <message>
        <source>Alt+Tab</source>
        <translation>Alt+Tab</translation>
    </message>
    <message>
        <source>Alt+F4</source>
        <translation>Alt+F4</translation>
    </message>
    <message>
        <source>Windows key</source>
        <translation>Windows-Taste</translation>
    </message>
    <message>
        <source>Print screen</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Right Ctrl</source>
        <translation>Strg rechts</translation>
    </message>
</context>
<context>
    <name>LeaveButton</name>
    <message>
        <source>Stop {name}’s view</source>
        <translation>Sicht von {name} beenden</translation>
    </message>
    <message>
        <source>{name} sees the customer’s desktop. End that</source>
        <translation>{name} sieht den Desktop des Kunden. Das beenden</translation>
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
        <source>full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>{seconds} s behind</source>
        <translation>{seconds} s im Rückstand</translation>
    </message>
    <message>
        <source>size {percent} %</source>
        <translation>Größe {percent} %</translation>
    </message>
    <message>
        <source>little data</source>
        <translation>wenig Daten</translation>
    </message>
    <message>
        <source>best picture</source>
        <translation>bestes Bild</translation>
    </message>
    <message>
        <source>in grey</source>
        <translation>in Grau</translation>
    </message>
    <message>
        <source>delay {number} ms</source>
        <translation>Verzögerung {number} ms</translation>
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
        <source>The size at which it is seen, what the customer has chosen of the picture, the time from your screen to the customer’s and back, and what has arrived there of late.</source>
        <translation>Die Größe, in der er zu sehen ist, was der Kunde für das Bild gewählt hat, die Zeit von Ihrem Bildschirm zum Kunden und zurück, und was dort zuletzt angekommen ist.</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>Wrong passwords were tried for this name. You need not do anything: the login is tried again in {seconds} s.</source>
        <translation>Für diesen Namen wurden falsche Passwörter versucht. Sie müssen nichts tun: In {seconds} s wird die Anmeldung noch einmal versucht.</translation>
    </message>
    <message>
        <source>Log in on {host}</source>
        <translation>Anmelden an {host}</translation>
    </message>
    <message>
        <source>Remember me</source>
        <translation>Angemeldet bleiben</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>The password is kept in this system’s key store.</source>
        <translation>Das Passwort liegt im Schlüsselspeicher dieses Systems.</translation>
    </message>
    <message>
        <source>Passwords are not remembered on this computer.</source>
        <translation>Auf diesem Computer werden keine Passwörter gemerkt.</translation>
    </message>
    <message>
        <source>Who has forgotten theirs gets a new one from the administrator.</source>
        <translation>Wer seins vergessen hat, bekommt vom Administrator ein neues.</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
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
        <source>Help about this window</source>
        <translation>Hilfe zu diesem Fenster</translation>
    </message>
    <message>
        <source>Your first session</source>
        <translation>Ihre erste Sitzung</translation>
    </message>
    <message>
        <source>Show your screen to a customer</source>
        <translation>Ihren Bildschirm einem Kunden zeigen</translation>
    </message>
    <message>
        <source>If something does not work</source>
        <translation>Wenn etwas nicht geht</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>New session…</source>
        <translation>Neue Sitzung&#xa0;…</translation>
    </message>
    <message>
        <source>Join a colleague’s session…</source>
        <translation>Der Sitzung eines Kollegen beitreten&#xa0;…</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Nächster Kunde</translation>
    </message>
    <message>
        <source>Session list</source>
        <translation>Sitzungsliste</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>H&amp;ost</source>
        <translation>H&amp;ost</translation>
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
        <source>Never show</source>
        <translation>Nie zeigen</translation>
    </message>
    <message>
        <source>There are sessions that have not ended. Their codes are good for nothing then.</source>
        <translation>Es laufen noch Sitzungen. Ihre Codes gelten dann nicht mehr.</translation>
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
        <source>Support session</source>
        <translation>Supportsitzung</translation>
    </message>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>Nachricht an {name}</translation>
    </message>
</context>
<context>
    <name>MeanwhileBanner</name>
    <message>
        <source>Meanwhile another administrator has changed: {what}.</source>
        <translation>Inzwischen hat ein anderer Administrator geändert: {what}.</translation>
    </message>
    <message>
        <source>You have changed this, too: {what}. “Save changes” puts yours in place of theirs.</source>
        <translation>Auch von Ihnen geändert: {what}. „Änderungen speichern“ setzt Ihre Angaben an die Stelle der anderen.</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Werte des anderen übernehmen</translation>
    </message>
    <message>
        <source>Sessions at a time</source>
        <translation>Gleichzeitige Sitzungen</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Predefined replies</source>
        <translation>Vordefinierte Antworten</translation>
    </message>
</context>
<context>
    <name>MembersPanel</name>
    <message>
        <source>In this session</source>
        <translation>In dieser Sitzung</translation>
    </message>
    <message>
        <source>Invite colleague</source>
        <translation>Kollegen einladen</translation>
    </message>
    <message>
        <source>shares</source>
        <translation>gibt frei</translation>
    </message>
    <message>
        <source>What to do with {name}</source>
        <translation>Was mit {name} geschehen soll</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name} (Sie)</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>leads the session</source>
        <translation>leitet die Sitzung</translation>
    </message>
    <message>
        <source>collaborating technician</source>
        <translation>kollaborierender Techniker</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Hand over the lead…</source>
        <translation>Leitung übergeben&#xa0;…</translation>
    </message>
    <message>
        <source>Remove from the session…</source>
        <translation>Aus der Sitzung entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>Take the invitation of {name} back</source>
        <translation>Einladung von {name} zurücknehmen</translation>
    </message>
    <message>
        <source>Code for a colleague</source>
        <translation>Code für einen Kollegen</translation>
    </message>
    <message>
        <source>Code for the viewer</source>
        <translation>Code für den Viewer</translation>
    </message>
    <message>
        <source>End the code: nobody can join with it then</source>
        <translation>Code beenden: Niemand kann dann mehr damit beitreten</translation>
    </message>
    <message>
        <source>valid for {time}</source>
        <translation>gültig noch {time}</translation>
    </message>
    <message>
        <source>asked to take over, {seconds} s</source>
        <translation>gebeten zu übernehmen, {seconds} s</translation>
    </message>
    <message>
        <source>invited, {seconds} s</source>
        <translation>eingeladen, {seconds} s</translation>
    </message>
    <message>
        <source>Hand the session over to {name}?</source>
        <translation>Sitzung an {name} übergeben?</translation>
    </message>
    <message>
        <source>{name} leads it from then on. You stay as collaborating technician.</source>
        <translation>{name} leitet sie ab dann. Sie bleiben als kollaborierender Techniker.</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>{name} leaves the session at once and needs a new invitation to come back.</source>
        <translation>{name} verlässt die Sitzung sofort und braucht eine neue Einladung, um zurückzukommen.</translation>
    </message>
    <message>
        <source>{name} leaves the session at once and needs a new code to come back.</source>
        <translation>{name} verlässt die Sitzung sofort und braucht einen neuen Code, um zurückzukommen.</translation>
    </message>
    <message>
        <source>Remove {name} from the session?</source>
        <translation>{name} aus der Sitzung entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
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
        <source>Show the whole screen (Ctrl+9)</source>
        <translation>Den ganzen Bildschirm zeigen (Strg+9)</translation>
    </message>
    <message>
        <source>Show every pixel at its size (Ctrl+0)</source>
        <translation>Jedes Pixel in seiner Größe zeigen (Strg+0)</translation>
    </message>
</context>
<context>
    <name>MirrorWarning</name>
    <message>
        <source>Show both screens at once?</source>
        <translation>Beide Bildschirme gleichzeitig zeigen?</translation>
    </message>
    <message>
        <source>A screen that shows itself, again and again</source>
        <translation>Ein Bildschirm, der sich immer wieder selbst zeigt</translation>
    </message>
    <message>
        <source>Don’t ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show both</source>
        <translation>Beide zeigen</translation>
    </message>
    <message>
        <source>You see {name}’s desktop, and {name} sees your screen. A screen that shows the other one would show itself in it, again and again: the mirror effect.</source>
        <translation>Sie sehen den Desktop von {name}, und {name} sieht Ihren Bildschirm. Ein Bildschirm, der den anderen zeigt, würde darin immer wieder sich selbst zeigen: der Spiegeleffekt.</translation>
    </message>
    <message>
        <source>So each of these two windows is left out of the other’s picture: {name} sees a grey area in its place.</source>
        <translation>Darum wird jedes der beiden Fenster im Bild des anderen ausgelassen: {name} sieht an seiner Stelle eine graue Fläche.</translation>
    </message>
    <message>
        <source>This computer cannot leave a window out of its picture. Share a monitor on which that window is not, or only one other window.</source>
        <translation>Dieser Computer kann kein Fenster aus seinem Bild auslassen. Geben Sie einen Monitor frei, auf dem dieses Fenster nicht liegt, oder nur ein anderes Fenster.</translation>
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
    <name>MoveDialog</name>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
</context>
<context>
    <name>NeverShowDialog</name>
    <message>
        <source>Never show these</source>
        <translation>Nie zeigen</translation>
    </message>
    <message>
        <source>Where such a window is, customers see a pattern with the words “Not shown”.</source>
        <translation>Wo ein solches Fenster ist, sehen Kunden ein Muster mit den Worten „Wird nicht gezeigt“.</translation>
    </message>
    <message>
        <source>&amp;Programs, one a line; * stands for anything</source>
        <translation>&amp;Programme, eines je Zeile; * steht für Beliebiges</translation>
    </message>
    <message>
        <source>Add mail and messengers</source>
        <translation>Mail und Messenger hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Titles, one a line: a part of the title, or /a regular expression/</source>
        <translation>&amp;Titel, einer je Zeile: ein Teil des Titels oder /ein regulärer Ausdruck/</translation>
    </message>
    <message>
        <source>A title counts from the moment a window has it: what a page shows before, customers see.</source>
        <translation>Ein Titel zählt, sobald ein Fenster ihn hat: Was eine Seite davor zeigt, sehen Kunden.</translation>
    </message>
    <message>
        <source>Never show notifications</source>
        <translation>Benachrichtigungen nie zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Your administrator adds: {lines}</source>
        <translation>Ihre Administration ergänzt: {lines}</translation>
    </message>
    <message>
        <source>This is no regular expression: {line}</source>
        <translation>Das ist kein regulärer Ausdruck: {line}</translation>
    </message>
</context>
<context>
    <name>NeverShowMenu</name>
    <message>
        <source>Never show the window in front</source>
        <translation>Das vorderste Fenster nie zeigen</translation>
    </message>
    <message>
        <source>Never show these…</source>
        <translation>Nie zeigen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>NewPasswordDialog</name>
    <message>
        <source>At least {count} characters, not your name, and none that is used everywhere.</source>
        <translation>Mindestens {count} Zeichen, nicht Ihr Name und keines, das alle benutzen.</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>&amp;Neues Passwort</translation>
    </message>
    <message>
        <source>New password &amp;again</source>
        <translation>Neues Passwort noch &amp;einmal</translation>
    </message>
    <message>
        <source>The two new passwords are not the same.</source>
        <translation>Die beiden neuen Passwörter sind nicht gleich.</translation>
    </message>
</context>
<context>
    <name>NewSessionDialog</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>&amp;Your name</source>
        <translation>&amp;Ihr Name</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Customers see it. This is asked once; without a name they see “{name}”.</source>
        <translation>Kunden sehen ihn. Gefragt wird nur dieses eine Mal; ohne Namen sehen sie „{name}“.</translation>
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
        <source>Your session list and the chat show it, also to the customer. You can leave it out.</source>
        <translation>Er steht in Ihrer Sitzungsliste und über dem Chat, auch beim Kunden. Sie können ihn weglassen.</translation>
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
    <name>NotesDialog</name>
    <message>
        <source>The host keeps this with the session for reports, and its administrators read it. Unlike the chat it is not sealed: whoever runs the host can read it.</source>
        <translation>Der Host bewahrt das für Berichte bei der Sitzung auf, und seine Administratoren lesen es. Anders als der Chat ist es nicht versiegelt: Wer den Host betreibt, kann es lesen.</translation>
    </message>
    <message>
        <source>Session notes</source>
        <translation>Sitzungsnotizen</translation>
    </message>
    <message>
        <source>&amp;Reference</source>
        <translation>&amp;Referenz</translation>
    </message>
    <message>
        <source>The ticket’s number, for example.</source>
        <translation>Zum Beispiel die Nummer des Tickets.</translation>
    </message>
    <message>
        <source>&amp;Outcome</source>
        <translation>&amp;Ergebnis</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>&amp;Customer</source>
        <translation>&amp;Kunde</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>In your group the host is not told customers’ names and notes.</source>
        <translation>In Ihrer Gruppe erfährt der Host keine Kundennamen und Notizen.</translation>
    </message>
    <message>
        <source>A note has at most {count} characters; what is longer is cut off.</source>
        <translation>Eine Notiz hat höchstens {count} Zeichen; was darüber ist, wird abgeschnitten.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Connection interrupted – this is the last picture</source>
        <translation>Verbindung unterbrochen – das ist das letzte Bild</translation>
    </message>
    <message>
        <source>{name} has frozen the picture</source>
        <translation>{name} hat das Bild angehalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>nothing has come from {name} for some seconds</source>
        <translation>seit einigen Sekunden kam nichts von {name}</translation>
    </message>
    <message>
        <source>This picture may be old</source>
        <translation>Dieses Bild ist vielleicht alt</translation>
    </message>
    <message>
        <source>The customer has joined.</source>
        <translation>Der Kunde ist beigetreten.</translation>
    </message>
    <message>
        <source>Somebody has left the session.</source>
        <translation>Jemand hat die Sitzung verlassen.</translation>
    </message>
    <message>
        <source>Somebody did not come back in time.</source>
        <translation>Jemand ist nicht rechtzeitig zurückgekommen.</translation>
    </message>
    <message>
        <source>The customer has closed the picture.</source>
        <translation>Der Kunde hat das Bild geschlossen.</translation>
    </message>
    <message>
        <source>The customer has allowed you to see the desktop.</source>
        <translation>Der Kunde lässt Sie den Desktop ansehen.</translation>
    </message>
    <message>
        <source>The customer has allowed you to control the desktop.</source>
        <translation>Der Kunde lässt Sie den Desktop steuern.</translation>
    </message>
    <message>
        <source>The customer has said no.</source>
        <translation>Der Kunde hat Nein gesagt.</translation>
    </message>
    <message>
        <source>The customer has taken the desktop back.</source>
        <translation>Der Kunde hat den Desktop zurückgenommen.</translation>
    </message>
    <message>
        <source>A colleague asks to share.</source>
        <translation>Ein Kollege bittet um die Freigabe.</translation>
    </message>
    <message>
        <source>There is a new message.</source>
        <translation>Es gibt eine neue Nachricht.</translation>
    </message>
    <message>
        <source>A colleague invites you into a session.</source>
        <translation>Ein Kollege lädt Sie in eine Sitzung ein.</translation>
    </message>
    <message>
        <source>A customer waits in the queue.</source>
        <translation>Ein Kunde wartet in der Warteschlange.</translation>
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
        <translation>{name} lädt Sie zu einer Supportsitzung ein.</translation>
    </message>
    <message>
        <source>You have opened a link to a support session. Nothing has been sent to anybody yet.</source>
        <translation>Sie haben einen Link zu einer Supportsitzung geöffnet. Noch wurde niemandem etwas gesendet.</translation>
    </message>
    <message>
        <source>You will be connected through</source>
        <translation>Sie werden verbunden über</translation>
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
    <name>OpenSession</name>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Your session with {name} is still open.</source>
        <translation>Ihre Sitzung mit {name} ist noch offen.</translation>
    </message>
</context>
<context>
    <name>OutcomePicker</name>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>Jedes Ergebnis</translation>
    </message>
</context>
<context>
    <name>PageContact</name>
    <message>
        <source>The page says this where a network lets no chat through. What is empty is said as the host’s own file has it (contact-telephone, contact-email), or not at all.</source>
        <translation>Die Seite nennt das, wo ein Netz keinen Chat durchlässt. Was leer ist, wird so genannt, wie es in der Datei des Hosts steht (contact-telephone, contact-email), oder gar nicht.</translation>
    </message>
    <message>
        <source>Another way to you</source>
        <translation>Ein anderer Weg zu Ihnen</translation>
    </message>
    <message>
        <source>&amp;Telephone</source>
        <translation>&amp;Telefon</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>This is no telephone number: digits, spaces, and + ( ) / . - are possible.</source>
        <translation>Das ist keine Telefonnummer: Möglich sind Ziffern, Leerzeichen und + ( ) / . -</translation>
    </message>
    <message>
        <source>This is no e-mail address.</source>
        <translation>Das ist keine E-Mail-Adresse.</translation>
    </message>
</context>
<context>
    <name>PageLook</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Customers see this on the web page of this host. What is empty is as on a page that nobody has set.</source>
        <translation>Das sehen Kunden auf der Webseite dieses Hosts. Was leer ist, ist wie auf einer Seite, die niemand eingestellt hat.</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>Choose the colour</source>
        <translation>Farbe wählen</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Choose the logo</source>
        <translation>Logo wählen</translation>
    </message>
    <message>
        <source>Remove the logo</source>
        <translation>Logo entfernen</translation>
    </message>
    <message>
        <source>A PNG or JPEG picture; it is made smaller.</source>
        <translation>Ein PNG- oder JPEG-Bild; es wird verkleinert.</translation>
    </message>
    <message>
        <source>Who has no code can choose among these. The others are reached by who knows their address.</source>
        <translation>Wer keinen Code hat, kann unter diesen wählen. Die anderen erreicht, wer ihre Adresse kennt.</translation>
    </message>
    <message>
        <source>Channels on the page</source>
        <translation>Kanäle auf der Seite</translation>
    </message>
    <message>
        <source>No group has a channel yet.</source>
        <translation>Noch keine Gruppe hat einen Kanal.</translation>
    </message>
    <message>
        <source>A colour is written as #1a73e8.</source>
        <translation>Eine Farbe wird wie #1a73e8 geschrieben.</translation>
    </message>
    <message>
        <source>It could not be read on white: links and edges are {colour} there.</source>
        <translation>Auf Weiß wäre sie nicht zu lesen: Links und Ränder sind dort {colour}.</translation>
    </message>
    <message>
        <source>It could not be read on black: links and edges are {colour} there.</source>
        <translation>Auf Schwarz wäre sie nicht zu lesen: Links und Ränder sind dort {colour}.</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Bilder (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>Diese Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This picture is too large. Choose a smaller one.</source>
        <translation>Dieses Bild ist zu groß. Wählen Sie ein kleineres.</translation>
    </message>
    <message>
        <source>This is neither a PNG nor a JPEG picture that can be used. Choose another one.</source>
        <translation>Das ist weder ein PNG- noch ein JPEG-Bild, das benutzt werden kann. Wählen Sie ein anderes.</translation>
    </message>
</context>
<context>
    <name>PagePreview</name>
    <message>
        <source>Preview of the web page</source>
        <translation>Vorschau der Webseite</translation>
    </message>
    <message>
        <source>Chat with our support</source>
        <translation>Chatten Sie mit unserem Support</translation>
    </message>
    <message>
        <source>Here your greeting stands.</source>
        <translation>Hier steht Ihre Begrüßung.</translation>
    </message>
    <message>
        <source>Start chat</source>
        <translation>Chat beginnen</translation>
    </message>
    <message>
        <source>Here a note stands.</source>
        <translation>Hier steht ein Hinweis.</translation>
    </message>
    <message>
        <source>Privacy notice</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Imprint</source>
        <translation>Impressum</translation>
    </message>
</context>
<context>
    <name>PageWordsEditor</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Plain text. What is empty in one language is said in the other.</source>
        <translation>Reiner Text. Was in einer Sprache leer ist, wird in der anderen gesagt.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>&amp;Greeting</source>
        <translation>&amp;Begrüßung</translation>
    </message>
    <message>
        <source>While &amp;nobody is there, after “Nobody of our support is here at the moment.”</source>
        <translation>Wenn &amp;niemand da ist, nach „Von unserem Support ist im Augenblick niemand da.“</translation>
    </message>
    <message>
        <source>&amp;Privacy notice</source>
        <translation>&amp;Datenschutzerklärung</translation>
    </message>
    <message>
        <source>Address of the privacy notice (https://…)</source>
        <translation>Adresse der Datenschutzerklärung (https://…)</translation>
    </message>
    <message>
        <source>&amp;Imprint</source>
        <translation>&amp;Impressum</translation>
    </message>
    <message>
        <source>Address of the imprint (https://…)</source>
        <translation>Adresse des Impressums (https://…)</translation>
    </message>
    <message>
        <source>An address begins with https:// and has no spaces.</source>
        <translation>Eine Adresse beginnt mit https:// und hat keine Leerzeichen.</translation>
    </message>
    <message>
        <source>{count} characters in {rows} lines are too many: at most {limit} in {lines} lines.</source>
        <translation>{count} Zeichen in {rows} Zeilen sind zu viel: höchstens {limit} in {lines} Zeilen.</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Copy password</source>
        <translation>Passwort kopieren</translation>
    </message>
    <message>
        <source>At least {count} characters. Tell it to the technician, who chooses another one at the next login.</source>
        <translation>Mindestens {count} Zeichen. Teilen Sie es dem Techniker mit, der bei der nächsten Anmeldung ein anderes wählt.</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
</context>
<context>
    <name>PeoplePicker</name>
    <message>
        <source>Technicians</source>
        <translation>Techniker</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>All technicians</source>
        <translation>Alle Techniker</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>Alle Gruppen</translation>
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
    <name>PresenceButton</name>
    <message>
        <source>{name}, {presence}</source>
        <translation>{name}, {presence}</translation>
    </message>
    <message>
        <source>Colleagues see whether you are there. Press to change it.</source>
        <translation>Kollegen sehen, ob Sie da sind. Drücken, um es zu ändern.</translation>
    </message>
</context>
<context>
    <name>ProxyQuestion</name>
    <message>
        <source>Log in at the proxy</source>
        <translation>Am Proxy anmelden</translation>
    </message>
    <message>
        <source>The network that you are in leads out through the proxy {place}, and that wants a name and a password. They go to the proxy, not to the host, and on this network as they are, without encryption.</source>
        <translation>Aus diesem Netz führt der Weg über den Proxy {place}, und der verlangt Namen und Passwort. Beides geht an den Proxy, nicht an den Host, und in diesem Netz so, wie es ist: unverschlüsselt.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Remember both in this system’s key store</source>
        <translation>Beides im Schlüsselspeicher dieses Systems merken</translation>
    </message>
    <message>
        <source>They are kept until this program is closed: this computer has no place for passwords.</source>
        <translation>Sie werden behalten, bis dieses Programm beendet wird: Dieser Computer hat keinen Ort für Passwörter.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
</context>
<context>
    <name>QrDialog</name>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
    <message>
        <source>{name} points a phone’s camera at it, and the page of this session opens.</source>
        <translation>{name} richtet die Kamera eines Telefons darauf, und die Seite dieser Sitzung öffnet sich.</translation>
    </message>
    <message>
        <source>The link of this session as a QR code</source>
        <translation>Der Link dieser Sitzung als QR-Code</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>What is it about?</source>
        <translation>Worum geht es?</translation>
    </message>
    <message>
        <source>Let the technicians read it now</source>
        <translation>Jetzt von den Technikern lesen lassen</translation>
    </message>
    <message>
        <source>Waiting for a technician</source>
        <translation>Warten auf einen Techniker</translation>
    </message>
    <message>
        <source>Leave the queue</source>
        <translation>Warteschlange verlassen</translation>
    </message>
    <message>
        <source>The technician who comes reads it as your first message.</source>
        <translation>Der Techniker, der kommt, liest es als Ihre erste Nachricht.</translation>
    </message>
    <message>
        <source>The technicians can read it now. It is not sealed: the support host can read it, too.</source>
        <translation>Die Techniker können es jetzt lesen. Es ist nicht versiegelt: Auch der Support-Host kann es lesen.</translation>
    </message>
    <message>
        <source>The technician who comes reads it as your first message. If you let all technicians read it now, it is not sealed: the support host can read it, too.</source>
        <translation>Der Techniker, der kommt, liest es als Ihre erste Nachricht. Wenn Sie es jetzt alle Techniker lesen lassen, ist es nicht versiegelt: Auch der Support-Host kann es lesen.</translation>
    </message>
    <message>
        <source>A technician is there</source>
        <translation>Ein Techniker ist da</translation>
    </message>
    <message>
        <source>You are being connected…</source>
        <translation>Sie werden verbunden&#xa0;…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt&#xa0;…</translation>
    </message>
    <message>
        <source>You are about to wait for a technician.</source>
        <translation>Gleich warten Sie auf einen Techniker.</translation>
    </message>
    <message>
        <source>Your place is kept for a minute. Fernblick keeps trying; nothing has to be done.</source>
        <translation>Ihr Platz bleibt eine Minute lang erhalten. Fernblick versucht es weiter; Sie müssen nichts tun.</translation>
    </message>
    <message>
        <source>The connection is lost</source>
        <translation>Die Verbindung ist unterbrochen</translation>
    </message>
    <message>
        <source>The session begins by itself when a technician is free. You can do other things meanwhile.</source>
        <translation>Die Sitzung beginnt von selbst, sobald ein Techniker frei ist. Sie können inzwischen etwas anderes tun.</translation>
    </message>
    <message>
        <source>You are next</source>
        <translation>Sie sind als Nächstes dran</translation>
    </message>
    <message>
        <source>You are number {place} in the queue</source>
        <translation>Sie sind Nummer {place} in der Warteschlange</translation>
    </message>
    <message>
        <source>Waiting time: {time}</source>
        <translation>Wartezeit: {time}</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Next customer</source>
        <translation>Nächster Kunde</translation>
    </message>
    <message>
        <source>Nobody is waiting.</source>
        <translation>Niemand wartet.</translation>
    </message>
    <message>
        <source>Queue {channel}</source>
        <translation>Warteschlange {channel}</translation>
    </message>
    <message>
        <source>Waiting: {count}</source>
        <translation>Es warten: {count}</translation>
    </message>
    <message>
        <source>Take whoever has waited longest (Ctrl+Shift+N)</source>
        <translation>Den nehmen, der am längsten wartet (Strg+Umschalt+N)</translation>
    </message>
    <message>
        <source>from you</source>
        <translation>von Ihnen</translation>
    </message>
    <message>
        <source>Your session with {name} waits for another technician</source>
        <translation>Ihre Sitzung mit {name} wartet auf einen anderen Techniker</translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation>von {name}</translation>
    </message>
    <message>
        <source>Pick up {name}</source>
        <translation>{name} annehmen</translation>
    </message>
    <message>
        <source>Waiting time: {time}</source>
        <translation>Wartezeit: {time}</translation>
    </message>
</context>
<context>
    <name>RangePicker</name>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von&#xa0;… bis&#xa0;…</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
</context>
<context>
    <name>RemoveGroupDialog</name>
    <message>
        <source>Remove the group “{name}”?</source>
        <translation>Gruppe „{name}“ entfernen?</translation>
    </message>
    <message>
        <source>Its technicians and subgroups move to another group and get what is set there.</source>
        <translation>Ihre Techniker und Untergruppen ziehen in eine andere Gruppe um und bekommen, was dort eingestellt ist.</translation>
    </message>
    <message>
        <source>&amp;Move them to</source>
        <translation>&amp;Verschieben nach</translation>
    </message>
    <message>
        <source>There is no other group. Add one first.</source>
        <translation>Es gibt keine andere Gruppe. Fügen Sie zuerst eine hinzu.</translation>
    </message>
    <message>
        <source>Nobody is in it.</source>
        <translation>Niemand ist darin.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>RemoveTechnicianDialog</name>
    <message>
        <source>Remove {name} for good?</source>
        <translation>{name} endgültig entfernen?</translation>
    </message>
    <message>
        <source>{name} is logged out at once and leaves all sessions. Name and password are forgotten.</source>
        <translation>{name} wird sofort abgemeldet und verlässt alle Sitzungen. Name und Passwort werden vergessen.</translation>
    </message>
    <message>
        <source>What {name} did stays in reports and in the audit, under “former technician {number}”.</source>
        <translation>Was {name} getan hat, bleibt in Berichten und im Protokoll, unter „Ehemaliger Techniker {number}“.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig entfernen</translation>
    </message>
    <message>
        <source>Disable instead</source>
        <translation>Stattdessen deaktivieren</translation>
    </message>
</context>
<context>
    <name>RepliesButton</name>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Insert a predefined reply (type “/” in the empty message)</source>
        <translation>Vordefinierte Antwort einfügen („/“ in die leere Nachricht schreiben)</translation>
    </message>
    <message>
        <source>Add replies in the settings…</source>
        <translation>Antworten in den Einstellungen hinzufügen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>RepliesEditor</name>
    <message>
        <source>Predefined replies</source>
        <translation>Vordefinierte Antworten</translation>
    </message>
    <message>
        <source>No reply yet. What you often write can stand here and is two clicks away in every chat.</source>
        <translation>Noch keine Antwort. Was Sie oft schreiben, kann hier stehen und ist in jedem Chat zwei Klicks entfernt.</translation>
    </message>
    <message>
        <source>Add reply</source>
        <translation>Antwort hinzufügen</translation>
    </message>
    <message>
        <source>Remove reply</source>
        <translation>Antwort entfernen</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>Times in {zone}</source>
        <translation>Zeiten in {zone}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV speichern</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Rows: {total}</source>
        <translation>Zeilen: {total}</translation>
    </message>
    <message>
        <source>Rows: {total}, {count} of them here; more come while you scroll</source>
        <translation>Zeilen: {total}, davon {count} hier; weitere kommen beim Blättern</translation>
    </message>
    <message>
        <source>{rows}. As of {time}</source>
        <translation>{rows}. Stand {time}</translation>
    </message>
    <message>
        <source>Rows: {count}; more come while you scroll</source>
        <translation>Zeilen: {count}; weitere kommen beim Blättern</translation>
    </message>
</context>
<context>
    <name>RequestDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ResetPasswordDialog</name>
    <message>
        <source>Another password for {name}</source>
        <translation>Neues Passwort für {name}</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>Passwort zurücksetzen</translation>
    </message>
</context>
<context>
    <name>RightRow</name>
    <message>
        <source>Inherit</source>
        <translation>Erben</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Lock for subgroups: {right}</source>
        <translation>Für Untergruppen sperren: {right}</translation>
    </message>
    <message>
        <source>Locked: subgroups have what is set here. Press to unlock.</source>
        <translation>Gesperrt: Untergruppen haben, was hier eingestellt ist. Drücken, um zu entsperren.</translation>
    </message>
    <message>
        <source>A group above has locked this right.</source>
        <translation>Eine übergeordnete Gruppe hat dieses Recht gesperrt.</translation>
    </message>
    <message>
        <source>Lock: subgroups get what is set here and cannot choose anything else.</source>
        <translation>Sperren: Untergruppen bekommen, was hier eingestellt ist, und können nichts anderes wählen.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Locked by a group above: {on}</source>
        <translation>Von einer übergeordneten Gruppe gesperrt: {on}</translation>
    </message>
    <message>
        <source>Inherited from “{group}”: {on}</source>
        <translation>Geerbt von „{group}“: {on}</translation>
    </message>
</context>
<context>
    <name>SaveBar</name>
    <message>
        <source>Apply to subgroups</source>
        <translation>Auf Untergruppen anwenden</translation>
    </message>
    <message>
        <source>Save, and have all groups below inherit every right from now on</source>
        <translation>Speichern; alle Untergruppen erben ab jetzt jedes Recht</translation>
    </message>
    <message>
        <source>Apply to all groups</source>
        <translation>Auf alle Gruppen anwenden</translation>
    </message>
    <message>
        <source>Save, and give every group the same rights</source>
        <translation>Speichern und jeder Gruppe dieselben Rechte geben</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
</context>
<context>
    <name>SaveChatDialog</name>
    <message>
        <source>Save chat</source>
        <translation>Chat speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Session with {name}</source>
        <translation>Sitzung mit {name}</translation>
    </message>
</context>
<context>
    <name>SavingDialog</name>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert&#xa0;…</translation>
    </message>
    <message>
        <source>The first rows are on their way.</source>
        <translation>Die ersten Zeilen sind unterwegs.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Rows written: {count}</source>
        <translation>Geschriebene Zeilen: {count}</translation>
    </message>
</context>
<context>
    <name>ScamGuard</name>
    <message>
        <source>Nobody at a bank, an authority or “Microsoft” asks you to do this.</source>
        <translation>Niemand von einer Bank, einer Behörde oder „Microsoft“ bittet Sie darum.</translation>
    </message>
    <message>
        <source>Never pay, and never log in to a bank, during a session.</source>
        <translation>Bezahlen Sie nie etwas und melden Sie sich bei keiner Bank an, während eine Sitzung läuft.</translation>
    </message>
    <message>
        <source>If somebody sees or operates your screen, this red X ends it at once.</source>
        <translation>Wenn jemand Ihren Bildschirm sieht oder bedient, beendet dieses rote X das sofort.</translation>
    </message>
    <message>
        <source>Report abuse of this host: {contact}</source>
        <translation>Missbrauch dieses Hosts melden: {contact}</translation>
    </message>
</context>
<context>
    <name>ScreenMarks</name>
    <message>
        <source>Marks on your screen</source>
        <translation>Markierungen auf Ihrem Bildschirm</translation>
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
    <name>Sections</name>
    <message>
        <source>Technicians</source>
        <translation>Techniker</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>Without account</source>
        <translation>Ohne Konto</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>SeenCard</name>
    <message>
        <source>What {name} sees</source>
        <translation>Was {name} sieht</translation>
    </message>
    <message>
        <source>Nothing has been shown yet</source>
        <translation>Noch wurde nichts gezeigt</translation>
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
        <translation>Die Bildschirmfreigabe für {name} beginnt&#xa0;…</translation>
    </message>
    <message>
        <source>Bar for pointing and looking</source>
        <translation>Leiste zum Zeigen und Nachsehen</translation>
    </message>
    <message>
        <source>Show or hide the small bar: laser pointer, arrow, pen, and what {name} sees</source>
        <translation>Kleine Leiste zeigen oder verbergen: Laserpointer, Pfeil, Stift, und was {name} sieht</translation>
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
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>{name} keeps the last picture and gets nothing new.</source>
        <translation>{name} behält das letzte Bild und bekommt nichts Neues.</translation>
    </message>
    <message>
        <source>{name} sees your screen again in {seconds} s.</source>
        <translation>{name} sieht Ihren Bildschirm in {seconds} s wieder.</translation>
    </message>
    <message>
        <source>Stay paused</source>
        <translation>Angehalten lassen</translation>
    </message>
    <message>
        <source>The connection to {name} is lost. It is tried again all the time; the session goes on by itself.</source>
        <translation>Die Verbindung zu {name} ist unterbrochen. Sie wird immer wieder versucht; die Sitzung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>{name} has been asked. An answer may take a minute; without one it is no.</source>
        <translation>{name} wurde gefragt. Die Antwort kann eine Minute dauern; ohne Antwort ist sie Nein.</translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message>
        <source>Open sessions</source>
        <translation>Offene Sitzungen</translation>
    </message>
</context>
<context>
    <name>SessionLogDialog</name>
    <message>
        <source>What happened in this session</source>
        <translation>Was in dieser Sitzung geschah</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>[{time}] The session was started.</source>
        <translation>[{time}] Die Sitzung wurde begonnen.</translation>
    </message>
</context>
<context>
    <name>SessionModel</name>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Techniker</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Waiting time</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>Waiting in the queue</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>Asked to take over</source>
        <translation>Um Übernahme gebeten</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>Kollege</translation>
    </message>
    <message>
        <source>Code or link</source>
        <translation>Code oder Link</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>You are no longer in this session</source>
        <translation>Sie sind nicht mehr in dieser Sitzung</translation>
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
        <translation>Verbindung wird aufgebaut&#xa0;…</translation>
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
        <source>Ask to see it again</source>
        <translation>Noch einmal darum bitten</translation>
    </message>
    <message>
        <source>No technician at the moment</source>
        <translation>Im Moment kein Techniker</translation>
    </message>
    <message>
        <source>Over {host}, which anybody may use. Never pay or log in to a bank now.</source>
        <translation>Über {host}, den jeder nutzen darf. Bezahlen Sie jetzt nichts und melden Sie sich bei keiner Bank an.</translation>
    </message>
    <message>
        <source>Report abuse: {contact}</source>
        <translation>Missbrauch melden: {contact}</translation>
    </message>
    <message>
        <source>Report this session?</source>
        <translation>Diese Sitzung melden?</translation>
    </message>
    <message>
        <source>Whoever runs the host is told when, and by which technician’s key. Nothing that was said or shown is sent; your technician is not told. The session goes on until you leave it.</source>
        <translation>Wer den Host betreibt, erfährt, wann und mit welchem Schlüssel des Technikers. Nichts, was gesagt oder gezeigt wurde, wird gesendet; Ihr Techniker erfährt es nicht. Die Sitzung geht weiter, bis Sie sie verlassen.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Melden</translation>
    </message>
    <message>
        <source>Message to the technicians</source>
        <translation>Nachricht an die Techniker</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>Nachricht an {name}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Save chat…</source>
        <translation>Chat speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Report this session…</source>
        <translation>Diese Sitzung melden&#xa0;…</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>You have closed the technician’s screen.</source>
        <translation>Sie haben den Bildschirm des Technikers geschlossen.</translation>
    </message>
    <message>
        <source>Please show me your screen again.</source>
        <translation>Bitte zeigen Sie mir Ihren Bildschirm noch einmal.</translation>
    </message>
    <message>
        <source>The connection to {name} ends. To come back, connect again.</source>
        <translation>Die Verbindung zu {name} endet. Um zurückzukommen, verbinden Sie sich wieder.</translation>
    </message>
    <message>
        <source>the technician</source>
        <translation>dem Techniker</translation>
    </message>
    <message>
        <source>{name} has paused their screen</source>
        <translation>{name} pausiert die Bildschirmfreigabe</translation>
    </message>
    <message>
        <source>{name} is sharing their screen</source>
        <translation>{name} zeigt Ihnen den Bildschirm</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>{name} is not connected at the moment. Please wait; the session goes on by itself.</source>
        <translation>{name} ist gerade nicht verbunden. Bitte warten Sie; die Sitzung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Connected, with {names}</source>
        <translation>Verbunden, mit {names}</translation>
    </message>
    <message>
        <source>Waiting for a technician</source>
        <translation>Warten auf einen Techniker</translation>
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
    <name>SessionReportPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Filter: customer, reference, technician, group…</source>
        <translation>Filter: Kunde, Referenz, Techniker, Gruppe&#xa0;…</translation>
    </message>
    <message>
        <source>Double-click a session to see its audit</source>
        <translation>Doppelklick auf eine Sitzung zeigt ihr Protokoll</translation>
    </message>
    <message>
        <source>No session fits. Choose another time range, or clear the filter.</source>
        <translation>Keine Sitzung passt. Wählen Sie einen anderen Zeitraum, oder leeren Sie den Filter.</translation>
    </message>
</context>
<context>
    <name>SessionTablePage</name>
    <message>
        <source>Filter: name, state, technician…</source>
        <translation>Filter: Name, Status, Techniker&#xa0;…</translation>
    </message>
    <message>
        <source>Filter the session list</source>
        <translation>Sitzungsliste filtern</translation>
    </message>
    <message>
        <source>Session list</source>
        <translation>Sitzungsliste</translation>
    </message>
    <message>
        <source>There is no session yet. Start one with “New session”.</source>
        <translation>Es gibt noch keine Sitzung. Beginnen Sie eine mit „Neue Sitzung“.</translation>
    </message>
    <message>
        <source>No session fits the filter.</source>
        <translation>Keine Sitzung passt zum Filter.</translation>
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
        <translation>Wechseln&#xa0;…</translation>
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
        <source>Invite colleague</source>
        <translation>Kollegen einladen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragen</translation>
    </message>
    <message>
        <source>Who is in this session</source>
        <translation>Wer in dieser Sitzung ist</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Save chat…</source>
        <translation>Chat speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Invite</source>
        <comment>a colleague</comment>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Session notes…</source>
        <translation>Sitzungsnotizen&#xa0;…</translation>
    </message>
    <message>
        <source>What happened in this session…</source>
        <translation>Was in dieser Sitzung geschah&#xa0;…</translation>
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
        <source>Leave session</source>
        <translation>Sitzung verlassen</translation>
    </message>
    <message>
        <source>Invite a colleague into this session</source>
        <translation>Einen Kollegen in diese Sitzung einladen</translation>
    </message>
    <message>
        <source>Transfer the session to a colleague or a queue</source>
        <translation>Die Sitzung an einen Kollegen oder eine Warteschlange übertragen</translation>
    </message>
    <message>
        <source>Let everybody wait: what is shared ends, the chat goes on ({keys})</source>
        <translation>Alle warten lassen: Freigaben enden, der Chat geht weiter ({keys})</translation>
    </message>
    <message>
        <source>Go on with {name} ({keys})</source>
        <translation>Mit {name} weitermachen ({keys})</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
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
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>To a colleague…</source>
        <translation>An einen Kollegen&#xa0;…</translation>
    </message>
    <message>
        <source>To the queue {channel}</source>
        <translation>An die Warteschlange {channel}</translation>
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
        <source>Where my customers are…</source>
        <translation>Wo meine Kunden sind&#xa0;…</translation>
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
        <source>Name or number at which customers reach this computer, with a port that is not 443 behind a colon. It becomes part of the link and stands below the code. Needed when customers come from another network.</source>
        <translation>Name oder Nummer, unter der Kunden diesen Computer erreichen, mit einem Port, der nicht 443 ist, hinter einem Doppelpunkt. Sie wird Teil des Links und steht unter dem Code. Nötig, wenn Kunden aus einem anderen Netz kommen.</translation>
    </message>
    <message>
        <source>Your predefined &amp;replies</source>
        <translation>Ihre &amp;vordefinierten Antworten</translation>
    </message>
    <message>
        <source>Show a border and a small bar while I share</source>
        <translation>Rahmen und kleine Leiste zeigen, während ich freigebe</translation>
    </message>
    <message>
        <source>Show Fernblick itself on the screen that I share</source>
        <translation>Fernblick selbst auf dem gezeigten Bildschirm zeigen</translation>
    </message>
    <message>
        <source>Otherwise customers see a quiet pattern where its windows are, for they tell of other customers.</source>
        <translation>Sonst sehen Kunden ein ruhiges Muster, wo seine Fenster sind, denn diese verraten andere Kunden.</translation>
    </message>
    <message>
        <source>This system leaves no window out of a picture.</source>
        <translation>Dieses System lässt kein Fenster aus einem Bild weg.</translation>
    </message>
    <message>
        <source>After a pause by itself, let the picture go on</source>
        <translation>Nach einer Pause von selbst das Bild weiterlaufen lassen</translation>
    </message>
    <message>
        <source>It pauses while your screen is locked or asleep. It goes on after 5 seconds, or when you say so.</source>
        <translation>Es hält an, solange Ihr Bildschirm gesperrt oder Ihr Computer im Ruhezustand ist. Es läuft nach 5 Sekunden weiter oder wenn Sie es sagen.</translation>
    </message>
    <message>
        <source>Tell me with a sound what I wait for</source>
        <translation>Mit einem Ton melden, worauf ich warte</translation>
    </message>
    <message>
        <source>When a customer joins, writes, answers or waits, and a colleague invites, while I am elsewhere.</source>
        <translation>Wenn ein Kunde beitritt, schreibt, antwortet oder wartet und wenn ein Kollege einlädt, während ich woanders bin.</translation>
    </message>
    <message>
        <source>Do not share during remote control</source>
        <translation>Keine Bildschirmfreigabe während der Fernsteuerung</translation>
    </message>
    <message>
        <source>Otherwise both go on at once, and each window is left out of the other’s picture.</source>
        <translation>Sonst geht beides gleichzeitig, und jedes Fenster wird im Bild des anderen ausgelassen.</translation>
    </message>
    <message>
        <source>Let viewers in this network find this computer</source>
        <translation>Viewer in diesem Netz dürfen diesen Computer finden</translation>
    </message>
    <message>
        <source>While a code is open. The customer then needs no address. No name and no code are announced.</source>
        <translation>Solange ein Code gültig ist. Kunden brauchen dann keine Adresse. Name und Code werden nicht bekannt gegeben.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Set by your administrator.</source>
        <translation>Von Ihrem Administrator festgelegt.</translation>
    </message>
    <message>
        <source>Preset by your company.</source>
        <translation>Von Ihrer Firma voreingestellt.</translation>
    </message>
    <message>
        <source>This is no address. Write a name or a number, and a port only behind a colon: desk.example:7444</source>
        <translation>Das ist keine Adresse. Schreiben Sie einen Namen oder eine Nummer, und einen Port nur hinter einem Doppelpunkt: desk.example:7444</translation>
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
        <source>In a moment you can show your screen.</source>
        <translation>Gleich können Sie Ihren Bildschirm zeigen.</translation>
    </message>
    <message>
        <source>{name} is sharing. End it and show your own screen.</source>
        <translation>{name} gibt den Bildschirm frei. Das beenden und den eigenen zeigen.</translation>
    </message>
    <message>
        <source>Share instead…</source>
        <translation>Stattdessen zeigen&#xa0;…</translation>
    </message>
    <message>
        <source>You have asked for it. Press to take it back.</source>
        <translation>Sie haben darum gebeten. Drücken, um es zurückzunehmen.</translation>
    </message>
    <message>
        <source>Asked to share</source>
        <translation>Um Freigabe gebeten</translation>
    </message>
    <message>
        <source>{name} is sharing. Ask to be next.</source>
        <translation>{name} gibt gerade frei. Bitten Sie darum, der Nächste zu sein.</translation>
    </message>
    <message>
        <source>Ask to share</source>
        <translation>Um Freigabe bitten</translation>
    </message>
    <message>
        <source>{name} is sharing. End it and show your screen?</source>
        <translation>{name} gibt den Bildschirm frei. Das beenden und Ihren zeigen?</translation>
    </message>
    <message>
        <source>{name}’s screen is no longer shown then, and {customer} sees yours.</source>
        <translation>Der Bildschirm von {name} wird dann nicht mehr gezeigt, und {customer} sieht Ihren.</translation>
    </message>
    <message>
        <source>Show my screen</source>
        <translation>Meinen Bildschirm zeigen</translation>
    </message>
    <message>
        <source>Choose from pictures…</source>
        <translation>Aus Bildern wählen&#xa0;…</translation>
    </message>
    <message>
        <source>A monitor, a window or a region</source>
        <translation>Ein Monitor, ein Fenster oder ein Bereich</translation>
    </message>
</context>
<context>
    <name>ShareBar</name>
    <message>
        <source>You are sharing</source>
        <translation>Sie geben Ihren Bildschirm frei</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop showing your screen</source>
        <translation>Den eigenen Bildschirm nicht mehr zeigen</translation>
    </message>
    <message>
        <source>{name} sees a frozen picture</source>
        <translation>{name} sieht ein angehaltenes Bild</translation>
    </message>
    <message>
        <source>{name} sees {source}</source>
        <translation>{name} sieht {source}</translation>
    </message>
    <message>
        <source>{name} sees your screen</source>
        <translation>{name} sieht Ihren Bildschirm</translation>
    </message>
    <message>
        <source>Let the picture go on</source>
        <translation>Das Bild weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Freeze the picture</source>
        <translation>Das Bild anhalten</translation>
    </message>
</context>
<context>
    <name>ShareSigns</name>
    <message>
        <source>You are sharing your screen with {name}</source>
        <translation>Sie zeigen {name} Ihren Bildschirm</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>Bildschirmfreigabe stoppen</translation>
    </message>
    <message>
        <source>Show Fernblick</source>
        <translation>Fernblick zeigen</translation>
    </message>
    <message>
        <source>Resume sharing</source>
        <translation>Freigabe fortsetzen</translation>
    </message>
    <message>
        <source>Pause sharing</source>
        <translation>Freigabe pausieren</translation>
    </message>
</context>
<context>
    <name>ShareWindow</name>
    <message>
        <source>{name}’s screen – view only</source>
        <translation>Bildschirm von {name} – nur ansehen</translation>
    </message>
    <message>
        <source>The technician’s screen</source>
        <translation>Der Bildschirm des Technikers</translation>
    </message>
    <message>
        <source>View only</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>You see the technician’s screen. Nobody can operate it from here.</source>
        <translation>Sie sehen den Bildschirm des Technikers. Von hier aus kann ihn niemand bedienen.</translation>
    </message>
    <message>
        <source>Show another of the technician’s monitors</source>
        <translation>Einen anderen Monitor des Technikers zeigen</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close this window. Your session goes on.</source>
        <translation>Dieses Fenster schließen. Ihre Sitzung geht weiter.</translation>
    </message>
</context>
<context>
    <name>SharedBar</name>
    <message>
        <source>Your screen is being shared with {name}</source>
        <translation>Ihr Bildschirm wird {name} gezeigt</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>Bildschirmfreigabe stoppen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Session list</source>
        <translation>Sitzungsliste</translation>
    </message>
    <message>
        <source>All sessions with state, technician and times (Ctrl+L)</source>
        <translation>Alle Sitzungen mit Status, Techniker und Zeiten (Strg+L)</translation>
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
        <translation>Wird gestartet&#xa0;…</translation>
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
        <source>What do you want to show {name}?</source>
        <translation>Was möchten Sie {name} zeigen?</translation>
    </message>
    <message>
        <source>Region…</source>
        <translation>Bereich&#xa0;…</translation>
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
    <name>TeamBanner</name>
    <message>
        <source>The session is on hold. {name} waits, and can write.</source>
        <translation>Die Sitzung ist angehalten. {name} wartet und kann schreiben.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The session waits in the queue {channel}, place {place}. Until then it stays yours.</source>
        <translation>Die Sitzung wartet in der Warteschlange {channel}, Platz {place}. Bis dahin bleibt sie bei Ihnen.</translation>
    </message>
    <message>
        <source>{lead} is transferring the session to another technician.</source>
        <translation>{lead} überträgt die Sitzung an einen anderen Techniker.</translation>
    </message>
    <message>
        <source>Nobody leads the session, and {name} waits. Do you take over?</source>
        <translation>Niemand leitet die Sitzung, und {name} wartet. Übernehmen Sie?</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Nobody leads the session. The technician who has been here longest can take over.</source>
        <translation>Niemand leitet die Sitzung. Der Techniker, der am längsten dabei ist, kann sie übernehmen.</translation>
    </message>
    <message>
        <source>{colleague} is asked to take the session over ({seconds} s). Without a yes it stays yours.</source>
        <translation>{colleague} ist gebeten, die Sitzung zu übernehmen ({seconds} s). Ohne ein Ja bleibt sie bei Ihnen.</translation>
    </message>
    <message>
        <source>The connection to {sharer} is lost. {name} sees the last picture for some seconds.</source>
        <translation>Die Verbindung zu {sharer} ist unterbrochen. {name} sieht noch einige Sekunden lang das letzte Bild.</translation>
    </message>
    <message>
        <source>End sharing</source>
        <translation>Freigabe beenden</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>You have asked {lead} whether you may share your screen.</source>
        <translation>Sie haben {lead} gefragt, ob Sie Ihren Bildschirm freigeben dürfen.</translation>
    </message>
    <message>
        <source>{sharer} is sharing their screen with {name}.</source>
        <translation>{sharer} gibt den Bildschirm für {name} frei.</translation>
    </message>
</context>
<context>
    <name>TechnicianPage</name>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Disabled: cannot log in</source>
        <translation>Deaktiviert: kann sich nicht anmelden</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Deaktivieren&#xa0;…</translation>
    </message>
    <message>
        <source>What this technician may do in sessions is set by the group.</source>
        <translation>Was dieser Techniker in Sitzungen darf, legt die Gruppe fest.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Administrators see and change groups, technicians and rights of this host.</source>
        <translation>Administratoren sehen und ändern Gruppen, Techniker und Rechte dieses Hosts.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen&#xa0;…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Verschieben&#xa0;…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Angaben&#xa0;…</translation>
    </message>
    <message>
        <source>Reset password…</source>
        <translation>Passwort zurücksetzen&#xa0;…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren&#xa0;…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>Unlocked: wrong passwords from before count no more.</source>
        <translation>Entsperrt: Falsche Passwörter von vorher zählen nicht mehr.</translation>
    </message>
    <message>
        <source>Has never logged in</source>
        <translation>Hat sich noch nie angemeldet</translation>
    </message>
    <message>
        <source>Last login: {time}</source>
        <translation>Letzte Anmeldung: {time}</translation>
    </message>
</context>
<context>
    <name>ToolButtons</name>
    <message>
        <source>Pointing</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Laser pointer</source>
        <translation>Laserpointer</translation>
    </message>
    <message>
        <source>Draw an arrow (Esc ends)</source>
        <translation>Einen Pfeil zeichnen (Esc beendet)</translation>
    </message>
    <message>
        <source>Draw with a pen (Esc ends)</source>
        <translation>Mit einem Stift zeichnen (Esc beendet)</translation>
    </message>
    <message>
        <source>Clear what I have drawn (Del)</source>
        <translation>Gezeichnetes entfernen (Entf)</translation>
    </message>
</context>
<context>
    <name>TurnBanner</name>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Share now</source>
        <translation>Jetzt zeigen</translation>
    </message>
    <message>
        <source>{lead} has passed sharing on to you. Show {name} your screen?</source>
        <translation>{lead} hat die Bildschirmfreigabe an Sie weitergegeben. {name} jetzt Ihren Bildschirm zeigen?</translation>
    </message>
</context>
<context>
    <name>TypingSign</name>
    <message>
        <source>{name} is writing…</source>
        <translation>{name} schreibt&#xa0;…</translation>
    </message>
    <message>
        <source>{names} are writing…</source>
        <translation>{names} schreiben&#xa0;…</translation>
    </message>
</context>
<context>
    <name>WebPagePart</name>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>Customers see</source>
        <translation>Das sehen Kunden</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Frühere Fassungen</translation>
    </message>
    <message>
        <source>Put on the screen what the page was before; nothing is saved by that</source>
        <translation>Zeigt, was die Seite vorher war; dadurch wird nichts gespeichert</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>In the browser, as it was saved last</source>
        <translation>Im Browser, wie sie zuletzt gespeichert wurde</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Meanwhile another administrator has changed the page. “Save changes” puts yours in place of theirs.</source>
        <translation>Inzwischen hat ein anderer Administrator die Seite geändert. „Änderungen speichern“ setzt Ihre an die Stelle der anderen.</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Werte des anderen übernehmen</translation>
    </message>
    <message>
        <source>Before anything was set</source>
        <translation>Bevor etwas eingestellt war</translation>
    </message>
    <message>
        <source>As saved on {moment}</source>
        <translation>Wie am {moment} gespeichert</translation>
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
    <message>
        <source>Use a host in your company…</source>
        <translation>Host in Ihrer Firma benutzen&#xa0;…</translation>
    </message>
    <message>
        <source>Version {newer} is out, this is {installed}. Whoever looks after this computer can install it.</source>
        <translation>Version {newer} ist erschienen, dies ist {installed}. Wer diesen Computer betreut, kann sie installieren.</translation>
    </message>
</context>
<context>
    <name>WhereChoice</name>
    <message>
        <source>In my own network</source>
        <translation>In meinem eigenen Netz</translation>
    </message>
    <message>
        <source>Where is the customer?</source>
        <translation>Wo ist der Kunde?</translation>
    </message>
    <message>
        <source>Anywhere, over {host}</source>
        <translation>Überall, über {host}</translation>
    </message>
</context>
<context>
    <name>WhichHostDialog</name>
    <message>
        <source>Where are the people you help?</source>
        <translation>Wo sind die Menschen, denen Sie helfen?</translation>
    </message>
    <message>
        <source>Everybody in a session connects to a host, which passes on what it cannot read.</source>
        <translation>Alle in einer Sitzung verbinden sich mit einem Host. Er gibt weiter, was er nicht lesen kann.</translation>
    </message>
    <message>
        <source>Use {host}</source>
        <translation>{host} verwenden</translation>
    </message>
    <message>
        <source>This copy of Fernblick is prepared for this host. You log in there with name and password.</source>
        <translation>Diese Kopie von Fernblick ist für diesen Host vorbereitet. Sie melden sich dort mit Name und Passwort an.</translation>
    </message>
    <message>
        <source>In my own network</source>
        <translation>In meinem eigenen Netz</translation>
    </message>
    <message>
        <source>They connect to this computer, which listens on port 7330. Nobody else is needed.</source>
        <translation>Sie verbinden sich mit diesem Computer, der auf Port 7330 lauscht. Sonst wird niemand gebraucht.</translation>
    </message>
    <message>
        <source>Anywhere: over a host for anybody…</source>
        <translation>Überall: über einen Host für jeden&#xa0;…</translation>
    </message>
    <message>
        <source>You only need its name, and no account. Nothing is opened on this computer.</source>
        <translation>Sie brauchen nur seinen Namen und kein Konto. Auf diesem Computer wird nichts geöffnet.</translation>
    </message>
    <message>
        <source>Use a host in your company…</source>
        <translation>Host in der Firma verwenden&#xa0;…</translation>
    </message>
    <message>
        <source>Your administrator tells you its address. Nothing is opened on this computer.</source>
        <translation>Die Adresse nennt Ihnen Ihr Administrator. Auf diesem Computer wird nichts geöffnet.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>WishBanner</name>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Weitergeben</translation>
    </message>
    <message>
        <source>{name} would like to share their screen. What is shared now ends when you pass it on.</source>
        <translation>{name} möchte den eigenen Bildschirm freigeben. Die jetzige Freigabe endet, wenn Sie weitergeben.</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Waiting customers</source>
        <translation>Wartende Kunden</translation>
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
    <name>audit_details</name>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>as the group above</source>
        <translation>wie die Gruppe darüber</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>no access</source>
        <translation>kein Zugriff</translation>
    </message>
    <message>
        <source>view</source>
        <translation>ansehen</translation>
    </message>
    <message>
        <source>view and control</source>
        <translation>ansehen und bedienen</translation>
    </message>
    <message>
        <source>to collaborate</source>
        <translation>zur Mitarbeit</translation>
    </message>
    <message>
        <source>to take over</source>
        <translation>zur Übernahme</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>everything allowed</source>
        <translation>alles erlaubt</translation>
    </message>
    <message>
        <source>Sessions at a time</source>
        <translation>Gleichzeitige Sitzungen</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>the desk reads what it is about</source>
        <translation>Techniker lesen das Anliegen</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>on request</source>
        <translation>auf Verlangen</translation>
    </message>
    <message>
        <source>the top</source>
        <translation>der obersten Ebene</translation>
    </message>
    <message>
        <source>{name} in {group}</source>
        <translation>{name} in {group}</translation>
    </message>
    <message>
        <source>of sessions before {day}: {count}</source>
        <translation>von Sitzungen vor {day}: {count}</translation>
    </message>
</context>
<context>
    <name>audit_words</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Codes and queue</source>
        <translation>Codes und Warteschlange</translation>
    </message>
    <message>
        <source>Sharing and control</source>
        <translation>Freigabe und Steuerung</translation>
    </message>
    <message>
        <source>Logins and refusals</source>
        <translation>Anmeldungen und Ablehnungen</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Login refused</source>
        <translation>Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>Session opened</source>
        <translation>Sitzung eröffnet</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>Sitzung beendet</translation>
    </message>
    <message>
        <source>Code made</source>
        <translation>Code erstellt</translation>
    </message>
    <message>
        <source>Code used</source>
        <translation>Code verwendet</translation>
    </message>
    <message>
        <source>Code entered wrongly too often</source>
        <translation>Code zu oft falsch eingegeben</translation>
    </message>
    <message>
        <source>Code expired</source>
        <translation>Code abgelaufen</translation>
    </message>
    <message>
        <source>Code taken back</source>
        <translation>Code zurückgenommen</translation>
    </message>
    <message>
        <source>Join refused</source>
        <translation>Beitritt abgelehnt</translation>
    </message>
    <message>
        <source>Joined the session</source>
        <translation>Der Sitzung beigetreten</translation>
    </message>
    <message>
        <source>Left the session</source>
        <translation>Die Sitzung verlassen</translation>
    </message>
    <message>
        <source>Screen sharing started</source>
        <translation>Bildschirmfreigabe begonnen</translation>
    </message>
    <message>
        <source>Screen sharing ended</source>
        <translation>Bildschirmfreigabe beendet</translation>
    </message>
    <message>
        <source>Sharing passed on</source>
        <translation>Bildschirmfreigabe weitergegeben</translation>
    </message>
    <message>
        <source>Asked for the customer’s desktop</source>
        <translation>Nach dem Desktop des Kunden gefragt</translation>
    </message>
    <message>
        <source>Let a colleague ask for the desktop</source>
        <translation>Kollegen nach dem Desktop fragen lassen</translation>
    </message>
    <message>
        <source>Access to the desktop changed</source>
        <translation>Zugriff auf den Desktop geändert</translation>
    </message>
    <message>
        <source>Colleague invited</source>
        <translation>Kollegen eingeladen</translation>
    </message>
    <message>
        <source>Invitation ended</source>
        <translation>Einladung beendet</translation>
    </message>
    <message>
        <source>Role in the session changed</source>
        <translation>Rolle in der Sitzung geändert</translation>
    </message>
    <message>
        <source>Put on hold, or resumed</source>
        <translation>Angehalten oder fortgesetzt</translation>
    </message>
    <message>
        <source>Right changed</source>
        <translation>Recht geändert</translation>
    </message>
    <message>
        <source>Group added</source>
        <translation>Gruppe hinzugefügt</translation>
    </message>
    <message>
        <source>Web page changed</source>
        <translation>Webseite geändert</translation>
    </message>
    <message>
        <source>Group changed</source>
        <translation>Gruppe geändert</translation>
    </message>
    <message>
        <source>Group removed</source>
        <translation>Gruppe entfernt</translation>
    </message>
    <message>
        <source>Predefined replies changed</source>
        <translation>Vordefinierte Antworten geändert</translation>
    </message>
    <message>
        <source>Technician added</source>
        <translation>Techniker hinzugefügt</translation>
    </message>
    <message>
        <source>Technician changed</source>
        <translation>Techniker geändert</translation>
    </message>
    <message>
        <source>Technician’s details changed</source>
        <translation>Angaben zum Techniker geändert</translation>
    </message>
    <message>
        <source>Technician removed</source>
        <translation>Techniker entfernt</translation>
    </message>
    <message>
        <source>Technician unlocked</source>
        <translation>Techniker entsperrt</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Passwort geändert</translation>
    </message>
    <message>
        <source>Customer began to wait in the queue</source>
        <translation>Kunde begann, in der Warteschlange zu warten</translation>
    </message>
    <message>
        <source>Customer picked up from the queue</source>
        <translation>Kunde aus der Warteschlange abgeholt</translation>
    </message>
    <message>
        <source>Customer left the queue</source>
        <translation>Kunde hat die Warteschlange verlassen</translation>
    </message>
    <message>
        <source>Not allowed, so refused</source>
        <translation>Nicht erlaubt, daher abgelehnt</translation>
    </message>
    <message>
        <source>Key or network banned</source>
        <translation>Schlüssel oder Netz gesperrt</translation>
    </message>
    <message>
        <source>Ban lifted</source>
        <translation>Sperre aufgehoben</translation>
    </message>
    <message>
        <source>Session reported by the customer</source>
        <translation>Sitzung vom Kunden gemeldet</translation>
    </message>
    <message>
        <source>Had the customer’s desktop</source>
        <translation>Hatte den Desktop des Kunden</translation>
    </message>
    <message>
        <source>Report read</source>
        <translation>Bericht gelesen</translation>
    </message>
    <message>
        <source>Report saved as a file</source>
        <translation>Bericht als Datei gespeichert</translation>
    </message>
    <message>
        <source>Audit checked</source>
        <translation>Protokoll geprüft</translation>
    </message>
    <message>
        <source>Addresses in older entries set apart</source>
        <translation>Adressen in älteren Einträgen ausgelagert</translation>
    </message>
    <message>
        <source>Older addresses deleted</source>
        <translation>Ältere Adressen gelöscht</translation>
    </message>
    <message>
        <source>Session notes changed</source>
        <translation>Sitzungsnotizen geändert</translation>
    </message>
    <message>
        <source>Session notes deleted</source>
        <translation>Sitzungsnotizen gelöscht</translation>
    </message>
    <message>
        <source>ended by the technician</source>
        <translation>vom Techniker beendet</translation>
    </message>
    <message>
        <source>left</source>
        <translation>verlassen</translation>
    </message>
    <message>
        <source>not back in time</source>
        <translation>nicht rechtzeitig zurück</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>closed by the customer</source>
        <translation>vom Kunden geschlossen</translation>
    </message>
    <message>
        <source>right taken away</source>
        <translation>Recht entzogen</translation>
    </message>
    <message>
        <source>session ended</source>
        <translation>Sitzung beendet</translation>
    </message>
    <message>
        <source>removed by the technician</source>
        <translation>vom Techniker entfernt</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>übergeben</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>übertragen</translation>
    </message>
    <message>
        <source>taken up elsewhere</source>
        <translation>anderswo fortgesetzt</translation>
    </message>
    <message>
        <source>technician disabled</source>
        <translation>Techniker deaktiviert</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>taken back by the customer</source>
        <translation>vom Kunden zurückgenommen</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>host shut down</source>
        <translation>Host beendet</translation>
    </message>
    <message>
        <source>database not writable</source>
        <translation>Datenbank nicht beschreibbar</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>wrong name or password</source>
        <translation>Name oder Passwort falsch</translation>
    </message>
    <message>
        <source>tried again too early</source>
        <translation>zu früh noch einmal versucht</translation>
    </message>
    <message>
        <source>has to choose another password first</source>
        <translation>muss erst ein anderes Passwort wählen</translation>
    </message>
    <message>
        <source>unknown code</source>
        <translation>unbekannter Code</translation>
    </message>
    <message>
        <source>wrong code</source>
        <translation>falscher Code</translation>
    </message>
    <message>
        <source>code expired</source>
        <translation>Code abgelaufen</translation>
    </message>
    <message>
        <source>code entered wrongly too often</source>
        <translation>Code zu oft falsch eingegeben</translation>
    </message>
    <message>
        <source>not admitted</source>
        <translation>nicht eingelassen</translation>
    </message>
    <message>
        <source>too many in a short time</source>
        <translation>zu viele in kurzer Zeit</translation>
    </message>
    <message>
        <source>banned</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>terms not accepted</source>
        <translation>Bedingungen nicht angenommen</translation>
    </message>
    <message>
        <source>no invitation</source>
        <translation>keine Einladung</translation>
    </message>
    <message>
        <source>leads</source>
        <translation>leitet</translation>
    </message>
    <message>
        <source>collaborates</source>
        <translation>arbeitet mit</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>with a password</source>
        <translation>mit Passwort</translation>
    </message>
</context>
<context>
    <name>check</name>
    <message>
        <source>Check of the connection to {address}</source>
        <translation>Prüfung der Verbindung zu {address}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Before the connection</source>
        <translation>Vor der Verbindung</translation>
    </message>
    <message>
        <source>Straight to {address}, port {port}</source>
        <translation>Direkt zu {address}, Port {port}</translation>
    </message>
    <message>
        <source>Through the proxy {proxy}</source>
        <translation>Durch den Proxy {proxy}</translation>
    </message>
    <message>
        <source>As a browser goes (WebSocket), port {port}</source>
        <translation>Wie ein Browser (WebSocket), Port {port}</translation>
    </message>
    <message>
        <source>As a browser goes (WebSocket), port {port}, through the proxy {proxy}</source>
        <translation>Wie ein Browser (WebSocket), Port {port}, durch den Proxy {proxy}</translation>
    </message>
    <message>
        <source>Found in {ms} ms: {addresses}</source>
        <translation>Gefunden in {ms} ms: {addresses}</translation>
    </message>
    <message>
        <source>This computer’s settings name none for this address.</source>
        <translation>Die Einstellungen dieses Computers nennen für diese Adresse keinen.</translation>
    </message>
    <message>
        <source>This computer’s settings name {places}</source>
        <translation>Die Einstellungen dieses Computers nennen {places}</translation>
    </message>
    <message>
        <source>Takes connections, after {ms} ms</source>
        <translation>Nimmt Verbindungen an, nach {ms} ms</translation>
    </message>
    <message>
        <source>Not open. That matters only in networks that let nothing but this port out.</source>
        <translation>Nicht offen. Das zählt nur in Netzen, die nichts als diesen Port hinauslassen.</translation>
    </message>
    <message>
        <source>Stands ({version})</source>
        <translation>Steht ({version})</translation>
    </message>
    <message>
        <source>It is the host that is trusted here. Valid until {until}, SHA-256 {fingerprint}</source>
        <translation>Es ist der Host, dem hier vertraut wird. Gültig bis {until}, SHA-256 {fingerprint}</translation>
    </message>
    <message>
        <source>Issued by {issuer}, whom this computer trusts. Valid until {until}, SHA-256 {fingerprint}</source>
        <translation>Ausgestellt von {issuer}; dem vertraut dieser Computer. Gültig bis {until}, SHA-256 {fingerprint}</translation>
    </message>
    <message>
        <source>Issued by {issuer}, which nobody this computer knows vouches for, as usual for a technician’s own host: the code proves it when you join. Valid until {until}, SHA-256 {fingerprint}</source>
        <translation>Ausgestellt von {issuer}; dafür bürgt niemand, den dieser Computer kennt, wie es beim eigenen Host eines Technikers üblich ist: Der Code beweist es beim Beitreten. Gültig bis {until}, SHA-256 {fingerprint}</translation>
    </message>
    <message>
        <source>Issued by {issuer}, whom this computer does not trust. Valid until {until}, SHA-256 {fingerprint}</source>
        <translation>Ausgestellt von {issuer}; dem vertraut dieser Computer nicht. Gültig bis {until}, SHA-256 {fingerprint}</translation>
    </message>
    <message>
        <source>It is not the one that is trusted here, but one issued by {issuer}: another computer answers, or something on the way opens the connection. Valid until {until}, SHA-256 {fingerprint}</source>
        <translation>Es ist nicht das, dem hier vertraut wird, sondern eines von {issuer}: Ein anderer Computer antwortet, oder etwas unterwegs öffnet die Verbindung. Gültig bis {until}, SHA-256 {fingerprint}</translation>
    </message>
    <message>
        <source>The same as above</source>
        <translation>Dasselbe wie oben</translation>
    </message>
    <message>
        <source>{name} opens the encrypted connection on its way to the host. A link leads to a session there, if this computer trusts that; a code does not.</source>
        <translation>{name} öffnet die verschlüsselte Verbindung auf dem Weg zum Host. Ein Link führt dort in eine Sitzung, wenn dieser Computer dem vertraut; ein Code nicht.</translation>
    </message>
    <message>
        <source>Gets through</source>
        <translation>Kommt durch</translation>
    </message>
    <message>
        <source>Refused with HTTP status {status}: something else answers there, or something on the way blocks it.</source>
        <translation>Abgelehnt mit dem HTTP-Status {status}: Dort antwortet etwas anderes, oder etwas unterwegs sperrt es.</translation>
    </message>
    <message>
        <source>The connection ended without an answer.</source>
        <translation>Die Verbindung endete ohne Antwort.</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>Es kam rechtzeitig keine Antwort.</translation>
    </message>
    <message>
        <source>Answers as a host of Fernblick</source>
        <translation>Antwortet als Host von Fernblick</translation>
    </message>
    <message>
        <source>Sees this computer at {address}</source>
        <translation>Sieht diesen Computer unter {address}</translation>
    </message>
    <message>
        <source>{ms} ms there and back</source>
        <translation>{ms} ms hin und zurück</translation>
    </message>
    <message>
        <source>{ms} ms there and back, which is felt at each click</source>
        <translation>{ms} ms hin und zurück, was bei jedem Klick zu merken ist</translation>
    </message>
    <message>
        <source>At least {mbit} Mbit/s each way, with a short look</source>
        <translation>Mindestens {mbit} Mbit/s in jeder Richtung, bei kurzem Hinsehen</translation>
    </message>
    <message>
        <source>About {mbit} Mbit/s each way: pictures take their time</source>
        <translation>Etwa {mbit} Mbit/s in jeder Richtung: Bilder brauchen ihre Zeit</translation>
    </message>
    <message>
        <source>Not measured: this host is of an earlier version.</source>
        <translation>Nicht gemessen: Dieser Host ist von einer früheren Version.</translation>
    </message>
    <message>
        <source>Not measured: the host has been asked often. Try again in a minute.</source>
        <translation>Nicht gemessen: Der Host wurde oft gefragt. Versuchen Sie es in einer Minute noch einmal.</translation>
    </message>
    <message>
        <source>Not measured: the connection did not last.</source>
        <translation>Nicht gemessen: Die Verbindung hielt nicht.</translation>
    </message>
    <message>
        <source>The host is reached straight.</source>
        <translation>Der Host wird direkt erreicht.</translation>
    </message>
    <message>
        <source>The host is reached through the proxy {proxy}.</source>
        <translation>Der Host wird durch den Proxy {proxy} erreicht.</translation>
    </message>
    <message>
        <source>The host is reached as browsers reach it (by a WebSocket); nothing else gets through.</source>
        <translation>Der Host wird so erreicht, wie Browser ihn erreichen (durch einen WebSocket); sonst kommt nichts durch.</translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>Opened</source>
        <translation>Eröffnet</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Waiting time</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Techniker</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>Kollegen</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Kunden</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Former technician {number}</source>
        <translation>Ehemaliger Techniker {number}</translation>
    </message>
    <message>
        <source>Code or link</source>
        <translation>Code oder Link</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>device</name>
    <message>
        <source>{name}’s computer is new here: {fingerprint}</source>
        <translation>Der Computer von {name} ist hier neu: {fingerprint}</translation>
    </message>
    <message>
        <source>{name}’s computer, used before, not compared: {fingerprint}</source>
        <translation>Computer von {name}, schon benutzt, nicht verglichen: {fingerprint}</translation>
    </message>
    <message>
        <source>{name}’s computer, compared: {fingerprint}</source>
        <translation>Computer von {name}, verglichen: {fingerprint}</translation>
    </message>
    <message>
        <source>{name} is not who this console knows: another computer or another name: {fingerprint}</source>
        <translation>{name} ist nicht, wen diese Konsole kennt: ein anderer Computer oder ein anderer Name: {fingerprint}</translation>
    </message>
    <message>
        <source>Ask {name} on the phone for the number of their computer; it stands in their menu “Help”, “About Fernblick”. It is {fingerprint} if everything is right.</source>
        <translation>Fragen Sie {name} am Telefon nach der Nummer des Computers; sie steht dort im Menü „Hilfe“, „Über Fernblick“. Sie lautet {fingerprint}, wenn alles stimmt.</translation>
    </message>
    <message>
        <source>{name}, computer {fingerprint}, is new here: hand over? The host says that this is {name}; whoever has that computer reads along from then on. To be sure, compare the number with {name} on the phone.</source>
        <translation>{name}, Computer {fingerprint}, ist hier neu: übergeben? Der Host sagt, das sei {name}; wer diesen Computer hat, liest von da an mit. Vergleichen Sie zur Sicherheit die Nummer mit {name} am Telefon.</translation>
    </message>
    <message>
        <source>{name}, computer {fingerprint}, is new here: accept? The host says that this is {name}. To be sure, compare the number with {name} on the phone.</source>
        <translation>{name}, Computer {fingerprint}, ist hier neu: annehmen? Der Host sagt, das sei {name}. Vergleichen Sie zur Sicherheit die Nummer mit {name} am Telefon.</translation>
    </message>
    <message>
        <source>{name} is new here</source>
        <translation>{name} ist hier neu</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>{name} is not who this console knows</source>
        <translation>{name} ist nicht, wen diese Konsole kennt</translation>
    </message>
    <message>
        <source>Compare {name}’s computer</source>
        <translation>Computer von {name} vergleichen</translation>
    </message>
    <message>
        <source>It is right: go on</source>
        <translation>Es stimmt: weiter</translation>
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
        <source>{name} goes on in the viewer.</source>
        <translation>{name} macht im Viewer weiter.</translation>
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
        <source>{name} allowed you to view the desktop.</source>
        <translation>{name} hat Ihnen erlaubt, den Desktop zu sehen.</translation>
    </message>
    <message>
        <source>{name} allowed you to view and control the desktop.</source>
        <translation>{name} hat Ihnen erlaubt, den Desktop zu sehen und zu steuern.</translation>
    </message>
    <message>
        <source>You allowed {name} to view your desktop.</source>
        <translation>Sie haben {name} erlaubt, Ihren Desktop zu sehen.</translation>
    </message>
    <message>
        <source>You allowed {name} to view and control your desktop.</source>
        <translation>Sie haben {name} erlaubt, Ihren Desktop zu sehen und zu steuern.</translation>
    </message>
    <message>
        <source>{name} may view the customer’s desktop now.</source>
        <translation>{name} darf jetzt den Desktop des Kunden sehen.</translation>
    </message>
    <message>
        <source>{name} may view and control the customer’s desktop now.</source>
        <translation>{name} darf jetzt den Desktop des Kunden sehen und steuern.</translation>
    </message>
    <message>
        <source>{name} no longer sees the customer’s desktop.</source>
        <translation>{name} sieht den Desktop des Kunden nicht mehr.</translation>
    </message>
    <message>
        <source>{name} did not allow you to see the desktop.</source>
        <translation>{name} hat Ihnen nicht erlaubt, den Desktop zu sehen.</translation>
    </message>
    <message>
        <source>You said no to {name}’s question about your desktop.</source>
        <translation>Sie haben die Frage von {name} nach Ihrem Desktop mit Nein beantwortet.</translation>
    </message>
    <message>
        <source>{name}’s desktop is no longer shown: the screen could not be read there.</source>
        <translation>Der Desktop von {name} wird nicht mehr gezeigt: Der Bildschirm dort konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>You closed {name}’s desktop.</source>
        <translation>Sie haben den Desktop von {name} geschlossen.</translation>
    </message>
    <message>
        <source>{name} did not allow control. Viewing goes on.</source>
        <translation>{name} hat die Fernsteuerung nicht erlaubt. Das Ansehen geht weiter.</translation>
    </message>
    <message>
        <source>{name} did not let you ask for the customer’s desktop.</source>
        <translation>{name} hat Sie nicht nach dem Desktop des Kunden fragen lassen.</translation>
    </message>
    <message>
        <source>{name} ended your access to the customer’s desktop.</source>
        <translation>{name} hat Ihren Zugriff auf den Desktop des Kunden beendet.</translation>
    </message>
    <message>
        <source>Nobody answered the question about the desktop in time, so the answer is no.</source>
        <translation>Die Frage nach dem Desktop wurde nicht rechtzeitig beantwortet; das gilt als Nein.</translation>
    </message>
    <message>
        <source>{name} took back the permission to see the desktop.</source>
        <translation>{name} hat die Erlaubnis für den Desktop zurückgenommen.</translation>
    </message>
    <message>
        <source>You took back what you had allowed {name}.</source>
        <translation>Sie haben zurückgenommen, was Sie {name} erlaubt hatten.</translation>
    </message>
    <message>
        <source>{name} no longer sees your desktop.</source>
        <translation>{name} sieht Ihren Desktop nicht mehr.</translation>
    </message>
    <message>
        <source>{name} gave control back. Viewing goes on.</source>
        <translation>{name} hat die Fernsteuerung zurückgegeben. Das Ansehen geht weiter.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended: the technician group no longer allows it.</source>
        <translation>Der Zugriff auf den Desktop ist beendet: Die Technikergruppe lässt ihn nicht mehr zu.</translation>
    </message>
    <message>
        <source>Control of the desktop has ended: the technician group no longer allows it. Viewing goes on.</source>
        <translation>Die Fernsteuerung ist beendet: Die Technikergruppe lässt sie nicht mehr zu. Das Ansehen geht weiter.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended: the connection was lost for too long.</source>
        <translation>Der Zugriff auf den Desktop ist beendet: Die Verbindung war zu lange unterbrochen.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended: the session is on hold.</source>
        <translation>Der Zugriff auf den Desktop ist beendet: Die Sitzung ist angehalten.</translation>
    </message>
    <message>
        <source>Another technician leads the session now. For the customer’s desktop, ask again.</source>
        <translation>Jemand anderes leitet jetzt die Sitzung. Fragen Sie neu nach dem Desktop des Kunden.</translation>
    </message>
    <message>
        <source>{name} no longer sees your desktop, because another technician leads the session now.</source>
        <translation>{name} sieht Ihren Desktop nicht mehr, weil jetzt jemand anderes die Sitzung leitet.</translation>
    </message>
    <message>
        <source>{name} was asked for the desktop twice and did not say yes. You can ask again in a minute.</source>
        <translation>{name} wurde zweimal nach dem Desktop gefragt und hat nicht zugestimmt. Sie können in einer Minute wieder fragen.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended: another technician has it now.</source>
        <translation>Der Zugriff auf den Desktop ist beendet: Ein anderer Techniker hat ihn jetzt.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended.</source>
        <translation>Der Zugriff auf den Desktop ist beendet.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended: the picture would have shown itself.</source>
        <translation>Der Zugriff auf den Desktop ist beendet: Das Bild hätte sich selbst gezeigt.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended: nothing was allowed in the desktop’s own dialog.</source>
        <translation>Der Zugriff auf den Desktop ist beendet: Im Dialog des Desktops wurde nichts erlaubt.</translation>
    </message>
    <message>
        <source>Access to the desktop has ended: the screen could not be read.</source>
        <translation>Der Zugriff auf den Desktop ist beendet: Der Bildschirm konnte nicht gelesen werden.</translation>
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
        <source>The host will be stopped, in {name} min at the latest. Until then everything goes on.</source>
        <translation>Der Host wird beendet, spätestens in {name} min. Bis dahin geht alles weiter.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist beendet.</translation>
    </message>
    <message>
        <source>Technician {name} has joined the session.</source>
        <translation>Techniker {name} ist der Sitzung beigetreten.</translation>
    </message>
    <message>
        <source>{name} was removed from the session.</source>
        <translation>{name} wurde aus der Sitzung entfernt.</translation>
    </message>
    <message>
        <source>{name} has passed the session on and left.</source>
        <translation>{name} hat die Sitzung übertragen und verlassen.</translation>
    </message>
    <message>
        <source>{name} leads the session now.</source>
        <translation>{name} leitet jetzt die Sitzung.</translation>
    </message>
    <message>
        <source>You lead the session now.</source>
        <translation>Sie leiten jetzt die Sitzung.</translation>
    </message>
    <message>
        <source>You are no longer in the session.</source>
        <translation>Sie sind nicht mehr in der Sitzung.</translation>
    </message>
    <message>
        <source>Nobody leads the session at the moment.</source>
        <translation>Im Moment leitet niemand die Sitzung.</translation>
    </message>
    <message>
        <source>The session is on hold.</source>
        <translation>Die Sitzung ist angehalten.</translation>
    </message>
    <message>
        <source>The session goes on.</source>
        <translation>Die Sitzung geht weiter.</translation>
    </message>
    <message>
        <source>{name} was invited.</source>
        <translation>{name} wurde eingeladen.</translation>
    </message>
    <message>
        <source>{name} declined.</source>
        <translation>{name} hat abgelehnt.</translation>
    </message>
    <message>
        <source>{name} did not answer the invitation.</source>
        <translation>{name} hat die Einladung nicht beantwortet.</translation>
    </message>
    <message>
        <source>{name} could not be invited.</source>
        <translation>{name} konnte nicht eingeladen werden.</translation>
    </message>
    <message>
        <source>The invitation of {name} was taken back.</source>
        <translation>Die Einladung an {name} wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>{name} was asked to take the session over.</source>
        <translation>{name} wurde gebeten, die Sitzung zu übernehmen.</translation>
    </message>
    <message>
        <source>The session stays with you.</source>
        <translation>Die Sitzung bleibt bei Ihnen.</translation>
    </message>
    <message>
        <source>{name} shares their screen with the customer.</source>
        <translation>{name} gibt dem Kunden den eigenen Bildschirm frei.</translation>
    </message>
    <message>
        <source>The screen of {name} is no longer shared.</source>
        <translation>Der Bildschirm von {name} ist nicht mehr freigegeben.</translation>
    </message>
    <message>
        <source>{name} has stopped sharing.</source>
        <translation>{name} hat die Bildschirmfreigabe gestoppt.</translation>
    </message>
    <message>
        <source>You have ended the screen sharing of {name}.</source>
        <translation>Sie haben die Bildschirmfreigabe von {name} beendet.</translation>
    </message>
    <message>
        <source>The leading technician has ended the screen sharing of {name}.</source>
        <translation>Der leitende Techniker hat die Bildschirmfreigabe von {name} beendet.</translation>
    </message>
    <message>
        <source>The customer has closed the screen of {name}.</source>
        <translation>Der Kunde hat den Bildschirm von {name} geschlossen.</translation>
    </message>
    <message>
        <source>The screen of {name} is no longer shared: the technician group no longer allows it.</source>
        <translation>Der Bildschirm von {name} ist nicht mehr freigegeben: Die Technikergruppe lässt es nicht mehr zu.</translation>
    </message>
    <message>
        <source>The screen of {name} is no longer shared: the session is on hold.</source>
        <translation>Der Bildschirm von {name} ist nicht mehr freigegeben: Die Sitzung ist angehalten.</translation>
    </message>
    <message>
        <source>The screen of {name} is no longer shared: the connection was lost for too long.</source>
        <translation>Der Bildschirm von {name} ist nicht mehr freigegeben: Die Verbindung war zu lange unterbrochen.</translation>
    </message>
    <message>
        <source>The screen of {name} is no longer shown: the connection is lost.</source>
        <translation>Der Bildschirm von {name} wird nicht mehr gezeigt: Die Verbindung ist unterbrochen.</translation>
    </message>
    <message>
        <source>Your technician group no longer allows you to share your screen with customers.</source>
        <translation>Ihre Technikergruppe lässt die Bildschirmfreigabe für Kunden nicht mehr zu.</translation>
    </message>
    <message>
        <source>Your technician group allows you to share your screen with customers again.</source>
        <translation>Ihre Technikergruppe lässt die Bildschirmfreigabe für Kunden wieder zu.</translation>
    </message>
    <message>
        <source>{name} would like to share their screen.</source>
        <translation>{name} möchte den eigenen Bildschirm freigeben.</translation>
    </message>
    <message>
        <source>Sharing was passed on to {name}.</source>
        <translation>Die Freigabe wurde an {name} weitergegeben.</translation>
    </message>
    <message>
        <source>{name} does not pass sharing on to you now.</source>
        <translation>{name} gibt die Bildschirmfreigabe gerade nicht an Sie weiter.</translation>
    </message>
    <message>
        <source>{name} did not answer whether you may share your screen.</source>
        <translation>{name} hat nicht geantwortet, ob Sie Ihren Bildschirm zeigen dürfen.</translation>
    </message>
    <message>
        <source>{name} does not want to share their screen now.</source>
        <translation>{name} möchte den Bildschirm jetzt nicht zeigen.</translation>
    </message>
    <message>
        <source>The leading technician ended your screen sharing.</source>
        <translation>Der leitende Techniker hat Ihre Bildschirmfreigabe beendet.</translation>
    </message>
    <message>
        <source>Screen sharing has ended because the session is on hold.</source>
        <translation>Die Bildschirmfreigabe wurde beendet, weil die Sitzung angehalten ist.</translation>
    </message>
    <message>
        <source>The session is on hold. Please wait.</source>
        <translation>Die Sitzung ist angehalten. Bitte warten Sie.</translation>
    </message>
    <message>
        <source>You are being passed on to another technician. Please wait.</source>
        <translation>Sie werden an einen anderen Techniker übergeben. Bitte warten Sie.</translation>
    </message>
    <message>
        <source>Please wait: another technician can take over.</source>
        <translation>Bitte warten Sie: Ein anderer Techniker kann übernehmen.</translation>
    </message>
    <message>
        <source>This session came through the queue, so it is protected up to the support host, not from that host itself.</source>
        <translation>Diese Sitzung kam über die Warteschlange; sie ist bis zum Host des Supports geschützt, nicht vor diesem Host selbst.</translation>
    </message>
    <message>
        <source>The session goes through the queue {name}: from here on it is protected up to the support host, not from that host itself.</source>
        <translation>Die Sitzung geht durch die Warteschlange {name}: Von hier an ist sie bis zum Support-Host geschützt, nicht vor diesem Host selbst.</translation>
    </message>
    <message>
        <source>The session waits in the queue {name} for another technician.</source>
        <translation>Die Sitzung wartet in der Warteschlange {name} auf einen anderen Techniker.</translation>
    </message>
    <message>
        <source>Nobody has taken the session over. It stays with you.</source>
        <translation>Niemand hat die Sitzung übernommen. Sie bleibt bei Ihnen.</translation>
    </message>
    <message>
        <source>Your connection is relayed through {name}, which sees who talks to whom, and could break it off, but cannot read what is said and shown here.</source>
        <translation>Ihre Verbindung läuft über {name}: Dort ist zu sehen, wer mit wem spricht, und sie kann dort abgebrochen werden; was hier gesagt und gezeigt wird, ist dort nicht zu lesen.</translation>
    </message>
    <message>
        <source>The other side’s connection is relayed through {name}, which sees who talks to whom, and could break it off, but cannot read what is said and shown here.</source>
        <translation>Die Verbindung der anderen Seite läuft über {name}: Dort ist zu sehen, wer mit wem spricht, und sie kann dort abgebrochen werden; was hier gesagt und gezeigt wird, ist dort nicht zu lesen.</translation>
    </message>
    <message>
        <source>What may be used of this host today is used up. Pictures come more slowly now, and end in {name} min; chat goes on.</source>
        <translation>Was heute von diesem Host genutzt werden darf, ist verbraucht. Bilder kommen jetzt langsamer und enden in {name} min; der Chat geht weiter.</translation>
    </message>
    <message>
        <source>What may be used of this host today is used up, so no screen is shown any more. You can go on to chat.</source>
        <translation>Was heute von diesem Host genutzt werden darf, ist verbraucht, deshalb wird kein Bildschirm mehr gezeigt. Sie können weiter chatten.</translation>
    </message>
    <message>
        <source>You have reported this session to whoever runs the host.</source>
        <translation>Sie haben diese Sitzung dem Betreiber des Hosts gemeldet.</translation>
    </message>
    <message>
        <source>Screens can be shown again as before.</source>
        <translation>Bildschirme können wieder wie zuvor gezeigt werden.</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>Open this address in your browser?</source>
        <translation>Diese Adresse im Browser öffnen?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>monitor_words</name>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>top</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>unten</translation>
    </message>
    <message>
        <source>main monitor</source>
        <translation>Hauptmonitor</translation>
    </message>
    <message>
        <source>Monitor {number}</source>
        <translation>Monitor {number}</translation>
    </message>
</context>
<context>
    <name>presence</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>Your company’s preset cannot be read: {file}. No host is used before that; ask your administrator.</source>
        <translation>Die Voreinstellung Ihrer Firma kann nicht gelesen werden: {file}. Vorher wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Your company’s preset {file} is no TOML in line {where}. No host is used before that is right; ask your administrator.</source>
        <translation>Die Voreinstellung Ihrer Firma {file} ist in Zeile {where} kein TOML. Bevor das stimmt, wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Your company’s preset {file} has “{where}”, which is nothing that can be set. No host is used before that is right; ask your administrator.</source>
        <translation>In der Voreinstellung Ihrer Firma {file} steht „{where}“, das es nicht gibt. Bevor das stimmt, wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Your company’s preset {file} gives “{where}” a value that it cannot have. No host is used before that is right; ask your administrator.</source>
        <translation>In der Voreinstellung Ihrer Firma {file} hat „{where}“ einen Wert, den es nicht haben kann. Bevor das stimmt, wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Your company’s preset {file} has “{where}” without the “host” that it is for. No host is used before that is right; ask your administrator.</source>
        <translation>In der Voreinstellung Ihrer Firma {file} steht „{where}“ ohne den „host“, für den es gilt. Bevor das stimmt, wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Your company’s preset {file} has both “fingerprint” and “ca”; one of them must go. No host is used before that is right; ask your administrator.</source>
        <translation>In der Voreinstellung Ihrer Firma {file} stehen „fingerprint“ und „ca“; eins davon muss weg. Bevor das stimmt, wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Your company’s preset {file} names {where}, which is no file with the certificate of one authority (PEM). No host is used before that is right; ask your administrator.</source>
        <translation>Die Voreinstellung Ihrer Firma {file} nennt {where}, das keine Datei mit dem Zertifikat einer einzigen Zertifizierungsstelle (PEM) ist. Bevor das stimmt, wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>The file {file} beside the program has “[{where}]”, which counts only at the system’s own place. No host is used before that is right; ask your administrator.</source>
        <translation>In der Datei {file} neben dem Programm steht „[{where}]“, das nur am Ort des Systems gilt. Bevor das stimmt, wird kein Host verwendet; fragen Sie Ihren Administrator.</translation>
    </message>
</context>
<context>
    <name>reach_words</name>
    <message>
        <source>Only computers in your network reach {address}. For customers elsewhere forward this port in your router and write the router’s address into Settings, or use a host on a server.</source>
        <translation>Nur Computer in Ihrem Netz erreichen {address}. Für Kunden anderswo leiten Sie diesen Port in Ihrem Router weiter und tragen die Adresse des Routers in die Einstellungen ein, oder nehmen Sie einen Host auf einem Server.</translation>
    </message>
    <message>
        <source>Customers elsewhere cannot reach {address}: your provider shares one address among many (carrier-grade NAT), so no forwarding helps. Use a host on a server.</source>
        <translation>Kunden anderswo können {address} nicht erreichen: Ihr Anbieter teilt eine Adresse auf viele auf (Carrier-Grade NAT), da hilft keine Weiterleitung. Nehmen Sie einen Host auf einem Server.</translation>
    </message>
    <message>
        <source>Only computers beside this one reach {address}: the network has given it no address of its own. Check the network connection, or write the address that customers reach into Settings.</source>
        <translation>Nur Computer neben diesem erreichen {address}: Das Netz hat ihm keine eigene Adresse gegeben. Prüfen Sie die Netzverbindung, oder tragen Sie die Adresse, die Kunden erreichen, in die Einstellungen ein.</translation>
    </message>
    <message>
        <source>Only this computer reaches {address}. For customers elsewhere start Fernblick without --listen, or use a host on a server.</source>
        <translation>Nur dieser Computer erreicht {address}. Für Kunden anderswo starten Sie Fernblick ohne --listen, oder nehmen Sie einen Host auf einem Server.</translation>
    </message>
    <message>
        <source>This computer is in no network, so no customer reaches it. Connect it; the code stays as it is.</source>
        <translation>Dieser Computer ist in keinem Netz, also erreicht ihn kein Kunde. Verbinden Sie ihn; der Code bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Only computers in your network reach {address}. For customers elsewhere ask your administrator for a public name of the host.</source>
        <translation>Nur Computer in Ihrem Netz erreichen {address}. Für Kunden anderswo bitten Sie Ihren Administrator um einen öffentlichen Namen des Hosts.</translation>
    </message>
    <message>
        <source>Only this computer reaches {address}. For customers elsewhere log in to your host by a name that they reach, too.</source>
        <translation>Nur dieser Computer erreicht {address}. Für Kunden anderswo melden Sie sich bei Ihrem Host unter einem Namen an, den auch sie erreichen.</translation>
    </message>
    <message>
        <source>In your network only</source>
        <translation>Nur in Ihrem Netz</translation>
    </message>
    <message>
        <source>On this computer only</source>
        <translation>Nur auf diesem Computer</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
</context>
<context>
    <name>right_words</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Write to customers and colleagues in a session.</source>
        <translation>Kunden und Kollegen in einer Sitzung schreiben.</translation>
    </message>
    <message>
        <source>Allow screen sharing with customers</source>
        <translation>Bildschirmfreigabe für Kunden zulassen</translation>
    </message>
    <message>
        <source>Show one’s own screen to the customer, who can look but not operate it.</source>
        <translation>Dem Kunden den eigenen Bildschirm zeigen; er kann ihn sehen, aber nicht bedienen.</translation>
    </message>
    <message>
        <source>See the customer’s desktop</source>
        <translation>Desktop des Kunden sehen</translation>
    </message>
    <message>
        <source>Ask the customer to show their desktop. The customer has to agree.</source>
        <translation>Den Kunden bitten, seinen Desktop zu zeigen. Der Kunde muss zustimmen.</translation>
    </message>
    <message>
        <source>Operate the customer’s desktop</source>
        <translation>Desktop des Kunden steuern</translation>
    </message>
    <message>
        <source>Use mouse and keyboard there, too. The customer has to agree.</source>
        <translation>Dort auch Maus und Tastatur benutzen. Der Kunde muss zustimmen.</translation>
    </message>
    <message>
        <source>Share during remote control</source>
        <translation>Während der Fernsteuerung freigeben</translation>
    </message>
    <message>
        <source>Show one’s own screen while the customer’s desktop is open, too.</source>
        <translation>Den eigenen Bildschirm auch zeigen, während der Desktop des Kunden offen ist.</translation>
    </message>
    <message>
        <source>Invite colleagues</source>
        <translation>Kollegen einladen</translation>
    </message>
    <message>
        <source>Bring other technicians into a session, and remove them again.</source>
        <translation>Andere Techniker in eine Sitzung holen und wieder entfernen.</translation>
    </message>
    <message>
        <source>Transfer sessions</source>
        <translation>Sitzungen übertragen</translation>
    </message>
    <message>
        <source>Pass a session on to another technician, or hand over its lead.</source>
        <translation>Eine Sitzung an einen anderen Techniker weitergeben oder ihm die Leitung übergeben.</translation>
    </message>
    <message>
        <source>Put sessions on hold</source>
        <translation>Sitzungen anhalten</translation>
    </message>
    <message>
        <source>Let everybody in a session wait, and go on later.</source>
        <translation>Alle in einer Sitzung warten lassen und später weitermachen.</translation>
    </message>
    <message>
        <source>End sessions</source>
        <translation>Sitzungen beenden</translation>
    </message>
    <message>
        <source>End a session for everybody in it.</source>
        <translation>Eine Sitzung für alle beenden, die darin sind.</translation>
    </message>
    <message>
        <source>Note customers’ names</source>
        <translation>Kundennamen notieren</translation>
    </message>
    <message>
        <source>Tell the host a customer’s name and a note, for reports. They are not sealed: whoever runs the host can read them.</source>
        <translation>Dem Host für Berichte den Namen des Kunden und eine Notiz mitteilen. Sie sind nicht versiegelt: Wer den Host betreibt, kann sie lesen.</translation>
    </message>
</context>
<context>
    <name>sentences</name>
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
        <source>The host did not accept the login. Check name and password; your administrator can give you a new one.</source>
        <translation>Der Host hat die Anmeldung nicht angenommen. Prüfen Sie Name und Passwort; Ihr Administrator kann Ihnen ein neues geben.</translation>
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
        <source>Three codes in a row did not lead into a session. Nobody shall try codes out, so please wait a minute, and ask the technician for a new code.</source>
        <translation>Drei Codes hintereinander haben in keine Sitzung geführt. Damit niemand Codes durchprobiert, warten Sie bitte eine Minute, und lassen Sie sich einen neuen Code geben.</translation>
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
        <source>Another technician leads the session now.</source>
        <translation>Ein anderer Techniker leitet jetzt die Sitzung.</translation>
    </message>
    <message>
        <source>The session was transferred to another technician.</source>
        <translation>Die Sitzung wurde einem anderen Techniker übertragen.</translation>
    </message>
    <message>
        <source>The leading technician removed you from the session.</source>
        <translation>Der leitende Techniker hat Sie aus der Sitzung entfernt.</translation>
    </message>
    <message>
        <source>This technician was disabled by an administrator. Ask your administrator.</source>
        <translation>Dieser Techniker wurde von einem Administrator gesperrt. Wenden Sie sich an Ihren Administrator.</translation>
    </message>
    <message>
        <source>The session is on hold. It goes on when the technician resumes it.</source>
        <translation>Die Sitzung ist angehalten. Sie geht weiter, sobald der Techniker sie fortsetzt.</translation>
    </message>
    <message>
        <source>Your colleague declined. Ask somebody else, or try again later.</source>
        <translation>Ihr Kollege hat abgelehnt. Fragen Sie jemand anderen, oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>This technician is not there at the moment. Ask somebody else.</source>
        <translation>Dieser Techniker ist gerade nicht da. Fragen Sie jemand anderen.</translation>
    </message>
    <message>
        <source>This technician is busy. Ask somebody else, or try again later.</source>
        <translation>Dieser Techniker ist beschäftigt. Fragen Sie jemand anderen oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The customer took the permission back. You can ask again.</source>
        <translation>Der Kunde hat die Erlaubnis zurückgenommen. Sie können erneut fragen.</translation>
    </message>
    <message>
        <source>The customer’s screen could not be read.</source>
        <translation>Der Bildschirm des Kunden konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Wrong passwords were tried for this name. Wait a minute, then try again.</source>
        <translation>Für diesen Namen wurden falsche Passwörter versucht. Warten Sie eine Minute und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>This name is used already. Choose another one.</source>
        <translation>Dieser Name ist schon vergeben. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>This is not a name. Take at least one letter, and at most 60 characters.</source>
        <translation>Das ist kein Name. Nehmen Sie mindestens einen Buchstaben und höchstens 60 Zeichen.</translation>
    </message>
    <message>
        <source>A group cannot be below itself. Choose another place for it.</source>
        <translation>Eine Gruppe kann nicht unter sich selbst stehen. Wählen Sie einen anderen Platz.</translation>
    </message>
    <message>
        <source>There are technicians or groups in this group. Move them to another group first.</source>
        <translation>In dieser Gruppe sind noch Techniker oder Gruppen. Verschieben Sie sie zuerst in eine andere Gruppe.</translation>
    </message>
    <message>
        <source>This no longer exists; another administrator may have removed it. Nothing was changed.</source>
        <translation>Das gibt es nicht mehr; vielleicht hat es ein anderer Administrator entfernt. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This technician stands for whoever sits at the host itself, and stays. Disable or rename it.</source>
        <translation>Dieser Techniker steht für den, der am Host selbst sitzt, und bleibt. Deaktivieren Sie ihn oder benennen Sie ihn um.</translation>
    </message>
    <message>
        <source>This is the last administrator. Make somebody else an administrator first.</source>
        <translation>Das ist der letzte Administrator. Machen Sie zuerst jemand anderen zum Administrator.</translation>
    </message>
    <message>
        <source>A group above has locked this right. Change it there, or unlock it there.</source>
        <translation>Eine übergeordnete Gruppe hat dieses Recht gesperrt. Ändern oder entsperren Sie es dort.</translation>
    </message>
    <message>
        <source>This password is easy to guess. Take one that is new, without your name, known words or rows of keys.</source>
        <translation>Dieses Passwort ist leicht zu erraten. Nehmen Sie ein neues, ohne Ihren Namen, bekannte Wörter oder Tastenreihen.</translation>
    </message>
    <message>
        <source>Somebody else has set this password. Choose one that only you know.</source>
        <translation>Dieses Passwort hat jemand anders gesetzt. Wählen Sie eines, das nur Sie kennen.</translation>
    </message>
    <message>
        <source>The password is too short. Take at least ten characters.</source>
        <translation>Das Passwort ist zu kurz. Nehmen Sie mindestens zehn Zeichen.</translation>
    </message>
    <message>
        <source>The host cannot use its database at the moment. What is open goes on; try again later.</source>
        <translation>Der Host kann seine Datenbank im Moment nicht verwenden. Was offen ist, läuft weiter; versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The host is shutting down. Try again when it has been started again.</source>
        <translation>Der Host wird beendet. Versuchen Sie es erneut, wenn er wieder läuft.</translation>
    </message>
    <message>
        <source>The customer was asked twice and did not say yes. Wait a minute before you ask again.</source>
        <translation>Der Kunde wurde zweimal gefragt und hat nicht zugestimmt. Warten Sie eine Minute, bevor Sie wieder fragen.</translation>
    </message>
    <message>
        <source>This session is at another host. Technicians can work together whose groups are below one and the same.</source>
        <translation>Diese Sitzung ist auf einem anderen Host. Zusammenarbeiten können Techniker, deren Gruppen unter ein und derselben liegen.</translation>
    </message>
    <message>
        <source>This computer has no network connection. Connect it, by cable or Wi-Fi, then try again.</source>
        <translation>Dieser Computer hat keine Netzwerkverbindung. Verbinden Sie ihn per Kabel oder WLAN und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The name in the address could not be looked up, because this network’s name server does not answer. Check the network connection and try again.</source>
        <translation>Der Name in der Adresse ließ sich nicht nachschlagen, weil der Nameserver dieses Netzes nicht antwortet. Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Something answers at this address, but it is no host of Fernblick. Check the address and its port; a network that asks for a login in the browser first answers like this, too.</source>
        <translation>Unter dieser Adresse antwortet etwas, aber es ist kein Host von Fernblick. Prüfen Sie die Adresse und den Port; auch ein Netz, das erst eine Anmeldung im Browser verlangt, antwortet so.</translation>
    </message>
    <message>
        <source>Nothing comes back from port {about} at this address. A firewall on the way may not let it through: ask whoever runs your network to allow outgoing connections to port {about}, or try another network.</source>
        <translation>Von Port {about} dieser Adresse kommt nichts zurück. Vielleicht lässt eine Firewall unterwegs nichts durch: Bitten Sie, wer Ihr Netz betreut, ausgehende Verbindungen zu Port {about} zu erlauben, oder versuchen Sie es in einem anderen Netz.</translation>
    </message>
    <message>
        <source>The address cannot be reached. Check the network connection and the address.</source>
        <translation>Die Adresse ist nicht erreichbar. Prüfen Sie die Netzwerkverbindung und die Adresse.</translation>
    </message>
    <message>
        <source>The proxy {about}, through which this network leads out, wants a name and a password. Try again to type them.</source>
        <translation>Der Proxy {about}, über den der Weg aus diesem Netz führt, verlangt Namen und Passwort. Versuchen Sie es erneut, um beides einzugeben.</translation>
    </message>
    <message>
        <source>The proxy {about}, through which this network leads out, wants a login of a kind that Fernblick does not have, such as that of Windows (NTLM or Negotiate). Ask whoever runs your network to let this address pass without a login.</source>
        <translation>Der Proxy {about}, über den der Weg aus diesem Netz führt, verlangt eine Art von Anmeldung, die Fernblick nicht beherrscht, etwa die von Windows (NTLM oder Negotiate). Bitten Sie, wer Ihr Netz betreut, diese Adresse ohne Anmeldung durchzulassen.</translation>
    </message>
    <message>
        <source>The proxy {about}, through which this network leads out, does not let anybody go to this address. Ask whoever runs your network to allow it.</source>
        <translation>Der Proxy {about}, über den der Weg aus diesem Netz führt, lässt niemanden zu dieser Adresse. Bitten Sie, wer Ihr Netz betreut, sie zu erlauben.</translation>
    </message>
    <message>
        <source>The proxy {about}, which is set on this computer, does not answer. Check the proxy in the system’s settings.</source>
        <translation>Der Proxy {about}, der auf diesem Computer eingestellt ist, antwortet nicht. Prüfen Sie den Proxy in den Einstellungen des Systems.</translation>
    </message>
    <message>
        <source>The computer at this address could not prove who it is, so nothing was sent. Whoever gave you the address can give you a new link, or say what is wrong.</source>
        <translation>Der Computer unter dieser Adresse konnte nicht beweisen, wer er ist, darum wurde nichts gesendet. Von wem Sie die Adresse haben, kann Ihnen einen neuen Link geben oder sagen, woran es liegt.</translation>
    </message>
    <message>
        <source>The certificate of the computer at this address has ended, if this computer’s date is right: {today}. Check the date; if it is right, tell whoever gave you the address.</source>
        <translation>Das Zertifikat des Computers unter dieser Adresse ist abgelaufen, wenn das Datum dieses Computers stimmt: {today}. Prüfen Sie das Datum; stimmt es, dann sagen Sie Bescheid, von wem Sie die Adresse haben.</translation>
    </message>
    <message>
        <source>The certificate of the computer at this address is not valid yet, if this computer’s date is right: {today}. Set the date, then try again.</source>
        <translation>Das Zertifikat des Computers unter dieser Adresse gilt noch nicht, wenn das Datum dieses Computers stimmt: {today}. Stellen Sie das Datum ein und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The address did not answer in time. Check the network connection and try again.</source>
        <translation>Die Adresse hat nicht rechtzeitig geantwortet. Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Check the address, or try again later.</source>
        <translation>Unter dieser Adresse antwortet nichts. Prüfen Sie die Adresse, oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The name in this address is not known. Check it for typing errors.</source>
        <translation>Der Name in dieser Adresse ist nicht bekannt. Prüfen Sie ihn auf Tippfehler.</translation>
    </message>
    <message>
        <source>This is no address. Write a name or a number, and a port behind a colon, as in help.example:7443.</source>
        <translation>Das ist keine Adresse. Schreiben Sie einen Namen oder eine Nummer, und einen Port hinter einem Doppelpunkt, wie in help.example:7443.</translation>
    </message>
    <message>
        <source>The host is older than this program, and they do not understand each other. Whoever runs the host has to update it; until then use the version of Fernblick that belongs to it.</source>
        <translation>Der Host ist älter als dieses Programm, und sie verstehen einander nicht. Wer den Host betreibt, muss ihn aktualisieren; nehmen Sie bis dahin die Version von Fernblick, die zu ihm gehört.</translation>
    </message>
    <message>
        <source>This program is too old for the host. Get the present version of Fernblick, then try again.</source>
        <translation>Dieses Programm ist zu alt für den Host. Holen Sie sich die jetzige Version von Fernblick und versuchen Sie es dann erneut.</translation>
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
        <source>The screen of the customer’s computer cannot be shown: Fernblick cannot read it there.</source>
        <translation>Der Bildschirm des Kunden kann nicht gezeigt werden: Fernblick kann ihn dort nicht lesen.</translation>
    </message>
    <message>
        <source>The customer has not started the viewer.</source>
        <translation>Der Kunde hat den Viewer nicht gestartet.</translation>
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
        <source>Sharing is possible as soon as the customer has joined.</source>
        <translation>Die Bildschirmfreigabe ist möglich, sobald der Kunde beigetreten ist.</translation>
    </message>
    <message>
        <source>This copy of Fernblick cannot read the screen of a Wayland desktop. Log in with “Xorg” chosen, or ask whoever installed it for what Wayland needs, then share again.</source>
        <translation>Diese Kopie von Fernblick kann den Bildschirm eines Wayland-Desktops nicht lesen. Melden Sie sich mit „Xorg“ an, oder lassen Sie ergänzen, was für Wayland nötig ist, und geben Sie ihn dann erneut frei.</translation>
    </message>
    <message>
        <source>The system does not let Fernblick read the screen. Allow it in the system settings under Privacy, Screen Recording, then start Fernblick again.</source>
        <translation>Das System lässt Fernblick den Bildschirm nicht lesen. Erlauben Sie es in den Systemeinstellungen unter Datenschutz, Bildschirmaufnahme, und starten Sie Fernblick dann neu.</translation>
    </message>
    <message>
        <source>Nothing is shared, because nothing was allowed in the desktop’s own dialog. Share again to choose.</source>
        <translation>Es wird nichts freigegeben, weil im Dialog des Desktops nichts erlaubt wurde. Geben Sie den Bildschirm erneut frei, um zu wählen.</translation>
    </message>
    <message>
        <source>The desktop does not show Fernblick its screen. Install PipeWire and the desktop’s portal (xdg-desktop-portal), then share again.</source>
        <translation>Der Desktop zeigt Fernblick seinen Bildschirm nicht. Installieren Sie PipeWire und das Portal des Desktops (xdg-desktop-portal), und geben Sie ihn dann erneut frei.</translation>
    </message>
    <message>
        <source>The desktop has ended what was shared. Share again to choose what to show.</source>
        <translation>Der Desktop hat die Freigabe beendet. Geben Sie den Bildschirm erneut frei, um zu wählen, was gezeigt wird.</translation>
    </message>
    <message>
        <source>The shared monitor is off or no longer connected. Sharing goes on as soon as it is back.</source>
        <translation>Der freigegebene Monitor ist aus oder nicht mehr angeschlossen. Die Freigabe geht weiter, sobald er wieder da ist.</translation>
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
        <source>Sharing is paused: the customer’s desktop was about to be seen in your own picture. Move its window to another monitor, or share something else.</source>
        <translation>Die Bildschirmfreigabe ist angehalten: Der Desktop des Kunden wäre in Ihrem eigenen Bild zu sehen gewesen. Schieben Sie sein Fenster auf einen anderen Monitor, oder geben Sie etwas anderes frei.</translation>
    </message>
    <message>
        <source>The screen of {name} is locked.</source>
        <translation>Der Bildschirm von {name} ist gesperrt.</translation>
    </message>
    <message>
        <source>Somebody else uses the computer of {name} now.</source>
        <translation>Am Computer von {name} arbeitet gerade jemand anders.</translation>
    </message>
    <message>
        <source>The computer of {name} is asleep.</source>
        <translation>Der Computer von {name} ist im Ruhezustand.</translation>
    </message>
    <message>
        <source>The system asks {name} for a password or leave.</source>
        <translation>Das System fragt {name} nach einem Passwort oder einer Erlaubnis.</translation>
    </message>
    <message>
        <source>A screen saver is on the screen of {name}.</source>
        <translation>Auf dem Bildschirm von {name} ist der Bildschirmschoner.</translation>
    </message>
    <message>
        <source>Something is on the screen of {name} that is not shown.</source>
        <translation>Auf dem Bildschirm von {name} ist etwas, das nicht gezeigt wird.</translation>
    </message>
    <message>
        <source>What {name} shows cannot be seen at present.</source>
        <translation>Was {name} zeigt, ist zurzeit nicht zu sehen.</translation>
    </message>
    <message>
        <source>What you share cannot be seen at present.</source>
        <translation>Was Sie freigeben, ist zurzeit nicht zu sehen.</translation>
    </message>
    <message>
        <source>Your screen is locked.</source>
        <translation>Ihr Bildschirm ist gesperrt.</translation>
    </message>
    <message>
        <source>Somebody else uses your computer.</source>
        <translation>An Ihrem Computer arbeitet jemand anders.</translation>
    </message>
    <message>
        <source>Your computer is asleep.</source>
        <translation>Ihr Computer ist im Ruhezustand.</translation>
    </message>
    <message>
        <source>The system asks for a password or leave.</source>
        <translation>Das System fragt nach einem Passwort oder einer Erlaubnis.</translation>
    </message>
    <message>
        <source>The screen saver is on.</source>
        <translation>Der Bildschirmschoner ist an.</translation>
    </message>
    <message>
        <source>What you never show is in front, and cannot be left out here.</source>
        <translation>Vorn ist etwas, das Sie nie zeigen und das hier nicht weggelassen werden kann.</translation>
    </message>
    <message>
        <source>The shared region is on no monitor at present. Sharing goes on as soon as it is on one again.</source>
        <translation>Der freigegebene Bereich liegt zurzeit auf keinem Monitor. Die Freigabe geht weiter, sobald er wieder auf einem liegt.</translation>
    </message>
    <message>
        <source>The host did not answer in time, so nothing is shared. Share again.</source>
        <translation>Der Host hat nicht rechtzeitig geantwortet, deshalb wird nichts gezeigt. Geben Sie den Bildschirm noch einmal frei.</translation>
    </message>
    <message>
        <source>The screen could not be read, so sharing has ended. Share again.</source>
        <translation>Der Bildschirm konnte nicht gelesen werden, deshalb ist die Freigabe beendet. Geben Sie ihn erneut frei.</translation>
    </message>
    <message>
        <source>The customer’s desktop can be asked for as soon as the session is active.</source>
        <translation>Nach dem Desktop des Kunden kann gefragt werden, sobald die Sitzung aktiv ist.</translation>
    </message>
    <message>
        <source>The customer’s desktop can be asked for as soon as the customer has joined with the viewer.</source>
        <translation>Nach dem Desktop des Kunden kann gefragt werden, sobald der Kunde mit dem Viewer beigetreten ist.</translation>
    </message>
    <message>
        <source>Your technician group does not allow viewing customers’ desktops. Ask your administrator.</source>
        <translation>Ihre Technikergruppe lässt das Ansehen von Kundendesktops nicht zu. Fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Your technician group does not allow controlling customers’ desktops. Ask your administrator.</source>
        <translation>Ihre Technikergruppe lässt die Fernsteuerung von Kundendesktops nicht zu. Fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>You see the customer’s desktop, and your screen is not to be shared meanwhile. Close it first.</source>
        <translation>Sie sehen den Desktop des Kunden; Ihr Bildschirm soll derweil nicht freigegeben werden. Schließen Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>Your screen is shared, and the customer’s desktop is not to be seen meanwhile. Stop sharing first.</source>
        <translation>Ihr Bildschirm ist freigegeben; der Desktop des Kunden soll derweil nicht zu sehen sein. Stoppen Sie zuerst die Bildschirmfreigabe.</translation>
    </message>
    <message>
        <source>On a Wayland desktop other programs cannot use mouse and keyboard, so only viewing can be allowed. Log in with an X11 session for control.</source>
        <translation>Auf einem Wayland-Desktop können andere Programme Maus und Tastatur nicht bedienen, deshalb kann nur das Ansehen erlaubt werden. Für die Steuerung melden Sie sich mit einer X11-Sitzung an.</translation>
    </message>
    <message>
        <source>This computer cannot be controlled from elsewhere, so only viewing can be allowed.</source>
        <translation>Dieser Computer kann nicht ferngesteuert werden; zugelassen werden kann nur das Ansehen.</translation>
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
        <source>The host that runs on this computer is a server’s. Log in there with name and password: choose “Use a host in your company…” and its address.</source>
        <translation>Der Host, der auf diesem Computer läuft, ist der eines Servers. Melden Sie sich dort mit Name und Passwort an: Wählen Sie „Host in Ihrer Firma benutzen&#xa0;…“ und seine Adresse.</translation>
    </message>
    <message>
        <source>A host runs already, at another address than --listen names. End it, or start without --listen.</source>
        <translation>Es läuft schon ein Host, unter einer anderen Adresse als in --listen. Beenden Sie ihn, oder starten Sie ohne --listen.</translation>
    </message>
    <message>
        <source>Fernblick runs already, on other screens of this computer. End it there, then start it again.</source>
        <translation>Fernblick läuft schon, auf anderen Bildschirmen dieses Computers. Beenden Sie es dort und starten Sie es dann neu.</translation>
    </message>
    <message>
        <source>Fernblick runs already, but does not answer. End it, then start it again.</source>
        <translation>Fernblick läuft schon, antwortet aber nicht. Beenden Sie es und starten Sie es dann neu.</translation>
    </message>
    <message>
        <source>Fernblick runs already; another --listen or --capture-display counts from a new start on. End it first.</source>
        <translation>Fernblick läuft schon; ein anderes --listen oder --capture-display gilt erst ab einem neuen Start. Beenden Sie es zuerst.</translation>
    </message>
    <message>
        <source>This is not a Calling Card, or it is damaged. Ask your support for a new file.</source>
        <translation>Das ist keine Calling Card, oder sie ist beschädigt. Bitten Sie Ihren Support um eine neue Datei.</translation>
    </message>
    <message>
        <source>The Calling Card cannot be read. Check that the file is still there and that you may open it.</source>
        <translation>Die Calling Card kann nicht gelesen werden. Prüfen Sie, ob die Datei noch da ist und ob Sie sie öffnen dürfen.</translation>
    </message>
    <message>
        <source>There is no Calling Card on this computer yet. Open the file from your support, or enter a code.</source>
        <translation>Auf diesem Computer ist noch keine Calling Card. Öffnen Sie die Datei Ihres Supports, oder geben Sie einen Code ein.</translation>
    </message>
    <message>
        <source>The host of this Calling Card could not prove who it is, so nothing was sent. Ask your support for a new one.</source>
        <translation>Der Host dieser Calling Card konnte nicht beweisen, wer er ist; es wurde nichts gesendet. Bitten Sie Ihren Support um eine neue Karte.</translation>
    </message>
    <message>
        <source>Your support cannot be reached at the moment. Check the network connection, or try again later.</source>
        <translation>Ihr Support ist im Moment nicht erreichbar. Prüfen Sie die Netzwerkverbindung, oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>Your name is missing. Type it, so that the technician knows it.</source>
        <translation>Ihr Name fehlt. Geben Sie ihn ein, damit der Techniker ihn kennt.</translation>
    </message>
    <message>
        <source>No technician’s computer was found in this network. Ask the technician for the address, and type it below.</source>
        <translation>In diesem Netz wurde kein Computer eines Technikers gefunden. Fragen Sie den Techniker nach der Adresse, und geben Sie sie unten ein.</translation>
    </message>
    <message>
        <source>No computer that was found in this network knows this code. Compare the digits; if they are right, ask the technician for the address, and type it below.</source>
        <translation>Kein Computer, der in diesem Netz gefunden wurde, kennt diesen Code. Vergleichen Sie die Ziffern; wenn sie stimmen, fragen Sie den Techniker nach der Adresse, und geben Sie sie unten ein.</translation>
    </message>
    <message>
        <source>Too many sessions are open. End one, then start a new one.</source>
        <translation>Es sind zu viele Sitzungen offen. Beenden Sie eine und starten Sie dann eine neue.</translation>
    </message>
    <message>
        <source>What you wrote before has not arrived yet. Your message was not sent; wait until there are ticks.</source>
        <translation>Was Sie zuvor geschrieben haben, ist noch nicht angekommen. Ihre Nachricht wurde nicht gesendet; warten Sie auf die Häkchen.</translation>
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
        <source>The file could not be written. Choose another folder, or free some disk space.</source>
        <translation>Die Datei konnte nicht geschrieben werden. Wählen Sie einen anderen Ordner oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Something went wrong in Fernblick itself. If it does not work on, restart it; the log says more.</source>
        <translation>In Fernblick selbst ist ein Fehler aufgetreten. Falls es nicht weiterarbeitet, starten Sie es neu; mehr steht im Protokoll.</translation>
    </message>
    <message>
        <source>Something went wrong. Try again.</source>
        <translation>Etwas ist schiefgegangen. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Only the leading technician can do this.</source>
        <translation>Das kann nur der leitende Techniker.</translation>
    </message>
    <message>
        <source>This is not possible at the moment. Wait until the session goes on.</source>
        <translation>Das ist im Moment nicht möglich. Warten Sie, bis die Sitzung weitergeht.</translation>
    </message>
    <message>
        <source>No other technician is in the session. Invite a colleague first.</source>
        <translation>Es ist kein anderer Techniker in der Sitzung. Laden Sie zuerst jemanden aus Ihrem Kollegenkreis ein.</translation>
    </message>
    <message>
        <source>This is possible as soon as the customer has joined.</source>
        <translation>Das ist möglich, sobald der Kunde beigetreten ist.</translation>
    </message>
    <message>
        <source>This colleague is not logged in. Choose somebody else, or send a code.</source>
        <translation>Diese Person ist nicht angemeldet. Wählen Sie jemand anderen oder senden Sie einen Code.</translation>
    </message>
    <message>
        <source>This colleague uses another computer or another name than before. Compare the number of their computer with them on the phone, and try again.</source>
        <translation>Dieser Kollege verwendet einen anderen Computer oder einen anderen Namen als bisher. Vergleichen Sie mit ihm am Telefon die Nummer seines Computers und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This colleague’s computer is new here. Choose them in the list, and say that it is right.</source>
        <translation>Der Computer dieses Kollegen ist hier neu. Wählen Sie ihn in der Liste und sagen Sie, dass es stimmt.</translation>
    </message>
    <message>
        <source>The invitation was not made for this computer. Ask your colleague to invite you again.</source>
        <translation>Die Einladung gilt nicht für diesen Computer. Bitten Sie um eine neue Einladung.</translation>
    </message>
    <message>
        <source>The invitation is over. Ask your colleague for another one.</source>
        <translation>Die Einladung gilt nicht mehr. Bitten Sie um eine neue.</translation>
    </message>
    <message>
        <source>This link belongs to another host than the one you are logged in on.</source>
        <translation>Dieser Link gehört zu einem anderen Host als dem, an dem Sie angemeldet sind.</translation>
    </message>
    <message>
        <source>Another technician shares at the moment. Ask the leading technician to pass sharing on.</source>
        <translation>Im Moment gibt ein anderer Techniker seinen Bildschirm frei. Bitten Sie den leitenden Techniker, die Freigabe weiterzugeben.</translation>
    </message>
    <message>
        <source>Somebody else shares by now. Your screen is not shown: look who it is, then try again.</source>
        <translation>Inzwischen gibt jemand anderes den Bildschirm frei. Ihrer wird nicht gezeigt: Sehen Sie nach, wer es ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The session is on hold. Please wait; you can go on writing meanwhile.</source>
        <translation>Die Sitzung ist angehalten. Bitte warten Sie; schreiben können Sie weiterhin.</translation>
    </message>
    <message>
        <source>You are being passed on to another technician. Please wait a moment.</source>
        <translation>Sie werden an einen anderen Techniker übergeben. Bitte warten Sie einen Moment.</translation>
    </message>
    <message>
        <source>The technician has left. Please wait: another technician can take over.</source>
        <translation>Der Techniker ist gegangen. Bitte warten Sie: Ein anderer Techniker kann übernehmen.</translation>
    </message>
    <message>
        <source>The connection to the technician is lost. Please wait; it comes back by itself.</source>
        <translation>Die Verbindung zum Techniker ist unterbrochen. Bitte warten Sie; sie wird von selbst wiederhergestellt.</translation>
    </message>
    <message>
        <source>This queue does not exist any more. Ask for another one, or try again later.</source>
        <translation>Diese Warteschlange gibt es nicht mehr. Fragen Sie nach einer anderen, oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>This picture cannot be used as a logo. Choose another one.</source>
        <translation>Dieses Bild kann nicht als Logo benutzt werden. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>To reach your support again, ask them for a new code or a new link.</source>
        <translation>Um Ihren Support wieder zu erreichen, lassen Sie sich einen neuen Code oder einen neuen Link geben.</translation>
    </message>
    <message>
        <source>The session that follows is protected up to the support host, not from that host itself; the one before was.</source>
        <translation>Die Sitzung, die folgt, ist bis zum Support-Host geschützt, nicht vor diesem Host selbst; die bisherige war es.</translation>
    </message>
    <message>
        <source>The customer did not wait any longer. The session was ended.</source>
        <translation>Der Kunde hat nicht länger gewartet. Die Sitzung wurde beendet.</translation>
    </message>
    <message>
        <source>Somebody else was faster, or the customer waits no more.</source>
        <translation>Jemand anderes war schneller, oder der Kunde wartet nicht mehr.</translation>
    </message>
    <message>
        <source>Something between this computer and the support host opens the encrypted connection: a proxy, or security software. A code is not enough there. Ask for a link instead.</source>
        <translation>Etwas zwischen diesem Computer und dem Support-Host öffnet die verschlüsselte Verbindung: ein Proxy oder eine Sicherheitssoftware. Dort genügt kein Code. Lassen Sie sich stattdessen einen Link geben.</translation>
    </message>
    <message>
        <source>Something between this computer and the host opens the encrypted connection: a proxy, or security software, with a certificate by “{about}”. It would read your password. Nothing was sent. Log in only if you trust “{about}” with that.</source>
        <translation>Etwas zwischen diesem Computer und dem Host öffnet die verschlüsselte Verbindung: ein Proxy oder eine Sicherheitssoftware, mit einem Zertifikat von „{about}“. Es würde Ihr Passwort lesen. Gesendet wurde nichts. Melden Sie sich nur an, wenn Sie es „{about}“ anvertrauen.</translation>
    </message>
    <message>
        <source>What one place may use of this host in a day is used up. Chat goes on; screens can be shown again tomorrow, or over another host.</source>
        <translation>Was ein Ort an einem Tag von diesem Host nutzen darf, ist verbraucht. Der Chat geht weiter; Bildschirme können morgen wieder gezeigt werden oder über einen anderen Host.</translation>
    </message>
    <message>
        <source>Whoever runs this host does not let this computer in. Ask them, or use another host.</source>
        <translation>Wer diesen Host betreibt, lässt diesen Computer nicht ein. Fragen Sie dort nach, oder verwenden Sie einen anderen Host.</translation>
    </message>
    <message>
        <source>This host has terms, which you have to accept before you can use it.</source>
        <translation>Dieser Host hat Bedingungen, denen Sie zustimmen müssen, bevor Sie ihn nutzen können.</translation>
    </message>
    <message>
        <source>This host lets new technicians in by invitation only. Ask whoever runs it for one.</source>
        <translation>Dieser Host lässt neue Techniker nur mit Einladung ein. Fragen Sie den Betreiber danach.</translation>
    </message>
    <message>
        <source>This host lets nobody in without an account. Ask its administrator for one, or use another host.</source>
        <translation>Dieser Host lässt niemanden ohne Konto ein. Fragen Sie seinen Administrator danach, oder verwenden Sie einen anderen Host.</translation>
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
        <translation>Verbindung zum Host&#xa0;…</translation>
    </message>
    <message>
        <source>Connecting the customer</source>
        <translation>Kunde wird verbunden</translation>
    </message>
    <message>
        <source>Sharing your screen</source>
        <translation>Bildschirm wird gezeigt</translation>
    </message>
    <message>
        <source>Collaborating</source>
        <translation>Kollaboriert</translation>
    </message>
    <message>
        <source>Nobody leads it</source>
        <translation>Niemand leitet sie</translation>
    </message>
    <message>
        <source>Ended by you</source>
        <translation>Von Ihnen beendet</translation>
    </message>
    <message>
        <source>You left</source>
        <translation>Sie sind gegangen</translation>
    </message>
    <message>
        <source>You were removed</source>
        <translation>Sie wurden entfernt</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>Übertragen</translation>
    </message>
    <message>
        <source>Your account was disabled</source>
        <translation>Ihr Konto wurde deaktiviert</translation>
    </message>
    <message>
        <source>Open in another console</source>
        <translation>In einer anderen Konsole geöffnet</translation>
    </message>
    <message>
        <source>Ended by {name}</source>
        <translation>Von {name} beendet</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Keine Angabe</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Gelöst</translation>
    </message>
    <message>
        <source>Not solved</source>
        <translation>Nicht gelöst</translation>
    </message>
    <message>
        <source>To be continued</source>
        <translation>Wird fortgesetzt</translation>
    </message>
    <message>
        <source>You have left the session. It goes on with the others.</source>
        <translation>Sie haben die Sitzung verlassen. Sie geht mit den anderen weiter.</translation>
    </message>
    <message>
        <source>You were away for too long, so your place in this session is gone. If it still goes on, ask a colleague for a new invitation.</source>
        <translation>Sie waren zu lange weg, darum haben Sie Ihren Platz in dieser Sitzung verloren. Falls sie noch läuft, lassen Sie sich neu einladen.</translation>
    </message>
    <message>
        <source>{name} has taken the session over. You are out of it.</source>
        <translation>{name} hat die Sitzung übernommen. Sie sind nicht mehr darin.</translation>
    </message>
    <message>
        <source>{name} has removed you from the session. To come back you need a new invitation.</source>
        <translation>{name} hat Sie aus der Sitzung entfernt. Um zurückzukommen, brauchen Sie eine neue Einladung.</translation>
    </message>
    <message>
        <source>{name} has ended the session.</source>
        <translation>{name} hat die Sitzung beendet.</translation>
    </message>
    <message>
        <source>You have ended the session.</source>
        <translation>Sie haben die Sitzung beendet.</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
</context>
<context>
    <name>steady</name>
    <message>
        <source>Not yet: this has just come here. Press again.</source>
        <translation>Noch nicht: Das ist eben erst hierher gekommen. Drücken Sie noch einmal.</translation>
    </message>
</context>
<context>
    <name>two_words</name>
    <message>
        <source>No words yet</source>
        <translation>Noch keine Wörter</translation>
    </message>
    <message>
        <source>Your words: {words}</source>
        <translation>Ihre Wörter: {words}</translation>
    </message>
    <message>
        <source>In German: {words}</source>
        <comment>the other language</comment>
        <translation>Auf Englisch: {words}</translation>
    </message>
    <message>
        <source>Ask: which words do you see? If they differ, or if one of you sees none, end the session.</source>
        <translation>Fragen Sie: Welche Wörter sehen Sie? Sind es andere, oder sieht einer keine, beenden Sie die Sitzung.</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the language’s code: en, de</comment>
        <translation>de</translation>
    </message>
</context>
</TS>
