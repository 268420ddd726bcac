; The Setup of caseapp for Windows 10 1809 and later, x64. build_setup.sh gives VERSION, NUMBERS, TREE, LIST, SIZE_KB, ICON, OUT.
; Silent: setup.exe /S [/ALLUSERS] [/D=folder]   (/D last, without quotation marks)
Unicode true
Target amd64-unicode
ManifestSupportedOS Win10
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "FileFunc.nsh"

!define NAME "依申请公开办件台"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\caseapp"
!define LOWEST_BUILD 17763
Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\caseapp"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
AllowSkipFiles off
FileErrorText "不能写入文件“$0”。磁盘可能已满，或者文件正在使用。处理后按“重试”；按“取消”则恢复原来的版本。" \
              "不能写入文件“$0”。磁盘可能已满，或者文件正在使用。处理后按“重试”；按“取消”则恢复原来的版本。"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "CompanyName" "caseapp"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "程序安装给当前用户使用，不需要管理员权限，安装和使用都不连接网络。$\r$\n$\r$\n\
已经安装过的，会换成这一版本；办件记录保持原样。$\r$\n$\r$\n如果程序正在运行，请先退出。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\caseappw.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "在桌面上放一个快捷方式"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION PutOnDesktop
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Var Everyone ; 1: for all users of this computer

; One sentence, in a box or, when silent, on standard output if there is one; then the end with exit status CODE.
!macro Refuse CODE SENTENCE
  ${If} ${Silent}
    System::Call 'kernel32::GetStdHandle(i -11) p .R9'
    FileWrite $R9 "${SENTENCE}$\r$\n"
  ${Else}
    MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}"
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Refuse "!insertmacro Refuse"

; A program that runs holds its library open.
!macro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\app\runtime\python311.dll"
    ClearErrors
    FileOpen $R0 "$INSTDIR\app\runtime\python311.dll" a
    ${If} ${Errors}
      ${Refuse} 5 "程序正在运行，或者没有权限改动“$INSTDIR”。请退出程序后再试。"
    ${EndIf}
    FileClose $R0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${LOWEST_BUILD}
    ${Refuse} 3 "本程序需要 64 位的 Windows 10（1809 版）或者更新的系统，这台计算机的系统较旧，没有安装。"
  ${EndIf}
  StrCpy $Everyone 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $R2
    ${If} $R2 != "Admin"
      ${Refuse} 4 "为所有用户安装需要管理员权限，请用“以管理员身份运行”启动。"
    ${EndIf}
    StrCpy $Everyone 1
    ${If} $INSTDIR == "$LOCALAPPDATA\Programs\caseapp"
      StrCpy $INSTDIR "$PROGRAMFILES64\caseapp"
    ${EndIf}
    SetShellVarContext all
  ${EndIf}
FunctionEnd

; The folder can be written, is ours or new, has room, and no program runs from it.
Function CheckPlace
  ClearErrors
  CreateDirectory "$INSTDIR"
  ${If} ${Errors}
    ${Refuse} 6 "不能在“$INSTDIR”建立文件夹，请换一个有写入权限的位置。"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\app\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\app\start.py"
    ${Refuse} 6 "“$INSTDIR”中已有名为 app 的其他文件夹，请换一个位置安装。"
  ${EndIf}
  !insertmacro RefuseWhileRunning
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .R1, p 0, p 0) i .R2'
  System::Int64Op $R1 / 1024
  Pop $R1
  System::Int64Op $R1 < ${SIZE_KB}
  Pop $R3
  ${If} $R2 != 0
  ${AndIf} $R3 == 1
    RMDir "$INSTDIR"
    ${Refuse} 7 "磁盘空间不足：安装到“$INSTDIR”需要 ${SIZE_MB} MB，请清理磁盘或者换一个位置。"
  ${EndIf}
FunctionEnd

Function PutOnDesktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\caseappw.exe"
FunctionEnd

; The version that was there comes back.
Function .onInstFailed
  ${If} ${FileExists} "$INSTDIR\app.old\start.py"
    RMDir /r "$INSTDIR\app"
    Rename "$INSTDIR\app.old" "$INSTDIR\app"
  ${ElseIf} ${FileExists} "$INSTDIR\app\start.py"
    RMDir /r "$INSTDIR\app"
    Delete "$INSTDIR\caseapp.exe"
    Delete "$INSTDIR\caseappw.exe"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
  ${EndIf}
  ${If} ${Silent}
    System::Call 'kernel32::GetStdHandle(i -11) p .R9'
    FileWrite $R9 "没有安装完：不能写入“$INSTDIR”，磁盘可能已满。$\r$\n"
  ${EndIf}
FunctionEnd

; A file of ours opens in the window when it is double-clicked. usage: FileType ENDING CLASS WORDS
!macro FileType ENDING CLASS WORDS
  WriteRegStr SHCTX "Software\Classes\${ENDING}" "" "${CLASS}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}" "" "${WORDS}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\caseappw.exe,0"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\caseappw.exe" "%1"'
!macroend
!macro un.FileType ENDING CLASS
  ReadRegStr $R1 SHCTX "Software\Classes\${ENDING}" ""
  ${If} $R1 == "${CLASS}"
    DeleteRegKey SHCTX "Software\Classes\${ENDING}"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${CLASS}"
!macroend

Section
  Call CheckPlace
  ${If} ${FileExists} "$INSTDIR\app.old\start.py"
    RMDir /r "$INSTDIR\app.old"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\app\start.py"
    ClearErrors
    Rename "$INSTDIR\app" "$INSTDIR\app.old"
    ${If} ${Errors}
      ${Refuse} 5 "程序的文件正在使用，请退出程序、关闭打开的文件夹后再试。"
    ${EndIf}
  ${EndIf}
  !include "${LIST}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\app.old"
  SetOutPath "$INSTDIR"
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\caseappw.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk" "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\caseappw.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "caseapp"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  !insertmacro FileType ".caseapp" "caseapp.record" "办件记录"
  !insertmacro FileType ".caseupdate" "caseapp.update" "办件台更新文件"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; icons and endings changed
SectionEnd

Function un.onInit
  ReadRegStr $R0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $R0 == $INSTDIR
    UserInfo::GetAccountType
    Pop $R2
    ${If} $R2 != "Admin"
      ${Refuse} 4 "本程序是为所有用户安装的，请用“以管理员身份运行”启动卸载程序。"
    ${EndIf}
    SetShellVarContext all
  ${EndIf}
FunctionEnd

Section Uninstall
  !insertmacro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\app\start.py"
    RMDir /r "$INSTDIR\app"
  ${EndIf}
  Delete "$INSTDIR\caseapp.exe"
  Delete "$INSTDIR\caseappw.exe"
  Delete "$INSTDIR\许可说明.txt"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR" ; only when nothing else is in it
  Delete "$SMPROGRAMS\${NAME}\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk"
  RMDir "$SMPROGRAMS\${NAME}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  !insertmacro un.FileType ".caseapp" "caseapp.record"
  !insertmacro un.FileType ".caseupdate" "caseapp.update"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  Delete "$DESKTOP\${NAME}.lnk" ; of all users, where it was installed for them
  SetShellVarContext current
  Delete "$DESKTOP\${NAME}.lnk"
  ${If} ${FileExists} "$LOCALAPPDATA\caseapp\*.*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "是否保留办件记录？$\n$\n记录、备份和设置在“$LOCALAPPDATA\caseapp”。\
选“是”保留，以后重新安装可以接着使用。" /SD IDYES IDYES kept
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "确定删除“$LOCALAPPDATA\caseapp”中的全部办件记录和备份？\
删除后不能恢复。" /SD IDNO IDNO kept
    RMDir /r "$LOCALAPPDATA\caseapp"
    DeleteRegKey HKCU "Software\caseapp"
    kept:
  ${EndIf}
SectionEnd
