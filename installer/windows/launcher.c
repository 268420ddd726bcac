/* caseapp.exe (console) and caseappw.exe (window): run the program by the Python in app\runtime beside them.
 *
 * Python's own entry Py_Main is called in this process, so the task manager, the taskbar and a firewall see one program
 * with our name. Nothing of the surroundings (PYTHONHOME, PATH, the current folder) has a say in what is loaded.
 */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#define NOT_STARTED 70 /* start.py */
#define TITLE L"\u4f9d\u7533\u8bf7\u516c\u5f00\u529e\u4ef6\u53f0" /* 依申请公开办件台 */

/* 程序文件不完整，可能被杀毒软件隔离。请恢复被隔离的文件，或者重新安装。办件记录不受影响。 */
#define INCOMPLETE                                                                                                    \
    L"\u7a0b\u5e8f\u6587\u4ef6\u4e0d\u5b8c\u6574\uff0c\u53ef\u80fd\u88ab\u6740\u6bd2\u8f6f\u4ef6\u9694\u79bb\u3002"  \
    L"\u8bf7\u6062\u590d\u88ab\u9694\u79bb\u7684\u6587\u4ef6\uff0c\u6216\u8005\u91cd\u65b0\u5b89\u88c5\u3002"        \
    L"\u529e\u4ef6\u8bb0\u5f55\u4e0d\u53d7\u5f71\u54cd\u3002"
/* 程序没有能够启动，原因记在用户数据文件夹 caseapp 的“启动记录.txt”中，请交给维护人员。办件记录不受影响。 */
#define BROKE_OFF                                                                                                     \
    L"\u7a0b\u5e8f\u6ca1\u6709\u80fd\u591f\u542f\u52a8\uff0c\u539f\u56e0\u8bb0\u5728\u7528\u6237\u6570\u636e\u6587"  \
    L"\u4ef6\u5939 caseapp \u7684\u201c\u542f\u52a8\u8bb0\u5f55.txt\u201d\u4e2d\uff0c\u8bf7\u4ea4\u7ed9\u7ef4\u62a4" \
    L"\u4eba\u5458\u3002\u529e\u4ef6\u8bb0\u5f55\u4e0d\u53d7\u5f71\u54cd\u3002"

typedef int (*PythonMain)(int, wchar_t **);

static wchar_t own[LONGEST], folder[LONGEST], path[LONGEST];

/* Say one sentence: in a box, or on standard error as the console or a pipe wants it. */
static void say(const wchar_t *sentence) {
#ifdef WINDOWED
    MessageBoxW(NULL, sentence, TITLE, MB_OK | MB_ICONERROR);
#else
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode, done;
    if (GetConsoleMode(out, &mode)) {
        WriteConsoleW(out, sentence, (DWORD)wcslen(sentence), &done, NULL);
        WriteConsoleW(out, L"\r\n", 2, &done, NULL);
    } else {
        char bytes[1024];
        int count = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes, NULL, NULL);
        if (count > 1) {
            bytes[count - 1] = '\n';
            WriteFile(out, bytes, (DWORD)count, &done, NULL);
        }
    }
#endif
}

/* Return "folder\name" in the shared buffer, or NULL when it would be too long. */
static const wchar_t *inside(const wchar_t *name) {
    if (wcslen(folder) + wcslen(name) + 2 > LONGEST) return NULL;
    wcscpy(path, folder);
    wcscat(path, L"\\");
    return wcscat(path, name);
}

#ifndef WINDOWED
/* A double click on the console program, or its bare name: the window, without a console kept open behind it. */
static int open_window(void) {
    STARTUPINFOW how = {.cb = sizeof how, .dwFlags = STARTF_USESTDHANDLES}; /* no stream of ours reaches the window */
    PROCESS_INFORMATION started;
    if (!inside(L"caseappw.exe") || !CreateProcessW(path, NULL, NULL, NULL, FALSE, 0, NULL, NULL, &how, &started)) {
        say(INCOMPLETE);
        return NOT_STARTED;
    }
    CloseHandle(started.hThread);
    CloseHandle(started.hProcess);
    return 0;
}
#endif

static PythonMain load_python(void) {
    if (!inside(L"app\\runtime")) return NULL;
    SetDllDirectoryW(L"");
    AddDllDirectory(path); /* the C runtime of Python serves the libraries in app\site too */
    if (!inside(L"app\\runtime\\python311.dll")) return NULL;
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    return python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
}

static int run(int argc, wchar_t **argv) {
    DWORD length = GetModuleFileNameW(NULL, own, LONGEST);
    if (length == 0 || length >= LONGEST) return NOT_STARTED;
    wcscpy(folder, own);
    wchar_t *cut = wcsrchr(folder, L'\\');
    if (cut) *cut = 0;
#ifndef WINDOWED
    if (argc < 2) return open_window();
#endif
    PythonMain python = load_python();
    wchar_t **words = calloc((size_t)argc + 5, sizeof *words);
    if (!python || !words || !inside(L"app\\start.py") || GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES) {
        say(INCOMPLETE);
        return NOT_STARTED;
    }
    int count = 0;
    words[count++] = own;
    words[count++] = L"-X";
    words[count++] = L"utf8";
    words[count++] = L"-B";
    words[count++] = path;
    for (int i = 1; i < argc; i++) words[count++] = argv[i];
    int status = python(count, words);
#ifdef WINDOWED
    if (status == NOT_STARTED) say(BROKE_OFF);
#endif
    return status;
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
#endif
