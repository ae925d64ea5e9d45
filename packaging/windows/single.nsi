; The viewer as one file: unpacks into a folder of its own, runs, and takes the folder away again.
; Settings and the session are kept in that folder, too, so nothing stays on the customer's computer.
!define DESCRIPTION "${TITLE} ${VERSION}"
!define INTO "$PLUGINSDIR\program"
!include "program.nsh"
!include "FileFunc.nsh"
SilentInstall silent
AutoCloseWindow true

Section
    InitPluginsDir
    !include "${FILES}"
    System::Call 'kernel32::SetEnvironmentVariable(t "FERNBLICK_DATA", t "$PLUGINSDIR\data")'
    ${GetParameters} $0
    SetOutPath "$EXEDIR"
    ExecWait '"$PLUGINSDIR\program\${NAME}.exe" --started-as "$EXEFILE" $0' $1
    SetOutPath "$TEMP" ; a folder that somebody is in cannot be removed
    SetErrorLevel $1
SectionEnd ; NSIS removes $PLUGINSDIR when the program ends
