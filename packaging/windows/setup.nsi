; The setup of a program: for this user only, no administrator asked, removed without a trace.
; Silent: setup.exe /S [/CALLINGCARD] [/CARD=FILE] [/D=FOLDER]; the uninstaller: uninstall.exe /S [/KEEPDATA].
; A silent setup of the viewer takes the Calling Card that lies beside it, where /CARD names no other; one of the console
; takes the preset that lies beside it, where /PRESET=FILE names no other.
!define DESCRIPTION "${TITLE} ${VERSION} Setup"
!define INTO "$INSTDIR"
!include "program.nsh"
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASSES "Software\Classes"
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${STAGE}/program.ico"
!define MUI_UNICON "${STAGE}/program.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
LangString PROGRAM_SECTION ${LANG_ENGLISH} "${TITLE}"
LangString PROGRAM_SECTION ${LANG_GERMAN} "${TITLE}"
LangString ICON_SECTION ${LANG_ENGLISH} "${DESKTOP_EN}"
LangString ICON_SECTION ${LANG_GERMAN} "${DESKTOP_DE}"
LangString DATA_SECTION ${LANG_ENGLISH} "Settings and saved sessions"
LangString DATA_SECTION ${LANG_GERMAN} "Einstellungen und gespeicherte Sitzungen"
LangString RUNNING ${LANG_ENGLISH} "${TITLE} is still running. Close it, then try again."
LangString RUNNING ${LANG_GERMAN} "${TITLE} läuft noch. Beenden Sie es und versuchen Sie es dann erneut."
!ifdef CARDS
!define CARD_KIND "Fernblick.CallingCard"
!define CARD_OPENS '"$INSTDIR\${NAME}.exe" --calling-card "%1"'
LangString NO_CARD ${LANG_ENGLISH} "The Calling Card named by /CARD was not found: $Card"
LangString NO_CARD ${LANG_GERMAN} "Die mit /CARD angegebene Calling Card wurde nicht gefunden: $Card"
Var Card ; the file to take; empty: none
!endif
!ifdef PRESET
LangString NO_PRESET ${LANG_ENGLISH} "The preset named by /PRESET was not found: $Preset"
LangString NO_PRESET ${LANG_GERMAN} "Die mit /PRESET angegebene Voreinstellung wurde nicht gefunden: $Preset"
Var Preset ; the file to take; empty: none
!endif

; A running program's file cannot be opened for writing.
!macro REFUSE_WHILE_RUNNING
    ${If} ${FileExists} "$INSTDIR\${NAME}.exe"
        ClearErrors
        FileOpen $0 "$INSTDIR\${NAME}.exe" a
        ${If} ${Errors}
            MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
            SetErrorLevel 3
            Quit
        ${EndIf}
        FileClose $0
    ${EndIf}
!macroend

Section "$(PROGRAM_SECTION)" PROGRAM
    SectionIn RO
    !insertmacro REFUSE_WHILE_RUNNING
    RMDir /r "$INSTDIR\lib" ; of an older version
    !include "${FILES}"
!ifdef PRESET
    ${If} $Preset != ""
        CopyFiles /SILENT "$Preset" "$INSTDIR\${PRESET}"
    ${EndIf}
!endif
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${NAME}.exe"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Fernblick"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
!ifdef LINKS
    WriteRegStr HKCU "${CLASSES}\fernblick" "" "URL:Fernblick"
    WriteRegStr HKCU "${CLASSES}\fernblick" "URL Protocol" ""
    WriteRegStr HKCU "${CLASSES}\fernblick\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
    WriteRegStr HKCU "${CLASSES}\fernblick\shell\open\command" "" '"$INSTDIR\${NAME}.exe" --from-link "%1"'
!endif
SectionEnd

Section /o "$(ICON_SECTION)" DESKTOP
!ifdef CARDS
    CreateShortcut "$DESKTOP\${DESKTOP_NAME}.lnk" "$INSTDIR\${NAME}.exe" "--calling-card"
    WriteRegStr HKCU "${CLASSES}\${CARD_ENDING}" "" "${CARD_KIND}"
    WriteRegStr HKCU "${CLASSES}\${CARD_KIND}" "" "Fernblick Calling Card"
    WriteRegStr HKCU "${CLASSES}\${CARD_KIND}\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
    WriteRegStr HKCU "${CLASSES}\${CARD_KIND}\shell\open\command" "" '${CARD_OPENS}'
    ${RefreshShellIcons}
    ${If} $Card != ""
        CreateDirectory "$LOCALAPPDATA\fernblick\${DATA}"
        CopyFiles /SILENT "$Card" "$LOCALAPPDATA\fernblick\${DATA}\calling-card${CARD_ENDING}"
    ${EndIf}
!else
    CreateShortcut "$DESKTOP\${DESKTOP_NAME}.lnk" "$INSTDIR\${NAME}.exe"
!endif
SectionEnd

!ifdef CARDS
; What is merely beside it counts only in a silent setup: a browser may have put it there.
Function chooseCard
    ClearErrors
    ${GetOptions} $0 "/CARD=" $Card
    ${IfNot} ${Errors}
        GetFullPathName $Card "$Card"
        ${If} $Card == ""
        ${OrIfNot} ${FileExists} "$Card"
            MessageBox MB_OK|MB_ICONSTOP "$(NO_CARD)" /SD IDOK
            SetErrorLevel 4
            Quit
        ${EndIf}
    ${ElseIf} ${Silent}
        FindFirst $1 $2 "$EXEDIR\*${CARD_ENDING}"
        ${If} $2 != ""
            StrCpy $Card "$EXEDIR\$2"
        ${EndIf}
        FindClose $1
    ${EndIf}
    ${If} $Card != ""
        SectionSetFlags ${DESKTOP} ${SF_SELECTED}
    ${EndIf}
FunctionEnd
!endif

!ifdef PRESET
; What is merely beside it counts only in a silent setup: a browser may have put it there.
Function choosePreset
    ClearErrors
    ${GetOptions} $0 "/PRESET=" $Preset
    ${IfNot} ${Errors}
        GetFullPathName $Preset "$Preset"
        ${If} $Preset == ""
        ${OrIfNot} ${FileExists} "$Preset"
            MessageBox MB_OK|MB_ICONSTOP "$(NO_PRESET)" /SD IDOK
            SetErrorLevel 4
            Quit
        ${EndIf}
    ${ElseIf} ${Silent}
    ${AndIf} ${FileExists} "$EXEDIR\${PRESET}"
        StrCpy $Preset "$EXEDIR\${PRESET}"
    ${EndIf}
FunctionEnd
!endif

Function .onInit
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/CALLINGCARD" $1
    ${IfNot} ${Errors}
        SectionSetFlags ${DESKTOP} ${SF_SELECTED}
    ${EndIf}
!ifdef CARDS
    Call chooseCard
!endif
!ifdef PRESET
    Call choosePreset
!endif
FunctionEnd

Section "un.$(PROGRAM_SECTION)" UNPROGRAM
    SectionIn RO
    !insertmacro REFUSE_WHILE_RUNNING
    RMDir /r "$INSTDIR\lib"
    RMDir /r "$INSTDIR\licences"
    Delete "$INSTDIR\${NAME}.exe"
    Delete "$INSTDIR\uninstall.exe"
!ifdef PRESET
    Delete "$INSTDIR\${PRESET}"
!endif
    RMDir "$INSTDIR" ; only if nothing of the user's is in it
    Delete "$SMPROGRAMS\${TITLE}.lnk"
    Delete "$DESKTOP\${DESKTOP_NAME}.lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
!ifdef LINKS
    ReadRegStr $0 HKCU "${CLASSES}\fernblick\shell\open\command" ""
    ${If} $0 == '"$INSTDIR\${NAME}.exe" --from-link "%1"'
        DeleteRegKey HKCU "${CLASSES}\fernblick"
    ${EndIf}
!endif
!ifdef CARDS
    ReadRegStr $0 HKCU "${CLASSES}\${CARD_KIND}\shell\open\command" ""
    ${If} $0 == '${CARD_OPENS}'
        DeleteRegKey HKCU "${CLASSES}\${CARD_KIND}"
        ReadRegStr $0 HKCU "${CLASSES}\${CARD_ENDING}" ""
        ${If} $0 == "${CARD_KIND}"
            DeleteRegKey HKCU "${CLASSES}\${CARD_ENDING}"
        ${EndIf}
    ${EndIf}
!endif
SectionEnd

Section /o "un.$(DATA_SECTION)" UNDATA
    RMDir /r "$LOCALAPPDATA\fernblick\${DATA}"
!ifdef DATA_TOO
    RMDir /r "$LOCALAPPDATA\fernblick\${DATA_TOO}"
    RMDir /r "$LOCALAPPDATA\fernblick\${DATA_KEYS}"
!endif
    ; The settings belong to both programs; they go with the last one.
    ReadRegStr $0 HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\${OTHER}" "InstallLocation"
    ${If} $0 == ""
        Delete "$LOCALAPPDATA\fernblick\settings.ini"
        RMDir "$LOCALAPPDATA\fernblick"
    ${EndIf}
SectionEnd

Function un.onInit
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/KEEPDATA" $1
    ${If} ${Errors}
    ${AndIf} "${DATA_GOES}" == "yes"
        SectionSetFlags ${UNDATA} ${SF_SELECTED}
    ${EndIf}
    ClearErrors
    ${GetOptions} $0 "/REMOVEDATA" $1
    ${IfNot} ${Errors}
        SectionSetFlags ${UNDATA} ${SF_SELECTED}
    ${EndIf}
FunctionEnd
