/* The Windows program: loads Python from the folder beside it and has it run one of our programs.
 *
 * PROGRAM and PYTHON_DLL are given by the build, in given.h. Python finds its modules by the ._pth file beside its DLL and by
 * nothing else: no environment variable and no registry entry of the computer has a say.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>
#include "given.h"

typedef int (*python_main)(int, wchar_t **);

enum { PATH_ROOM = 32768, CANNOT_START = 4 };

static const wchar_t *const OURS[] = {L"-m", L"resources.program.programs", PROGRAM};
enum { OUR_COUNT = sizeof OURS / sizeof OURS[0] };

static wchar_t path[PATH_ROOM];

static int fail(const wchar_t *sentence)
{
    MessageBoxW(NULL, sentence, L"Fernblick", MB_OK | MB_ICONERROR);
    return CANNOT_START;
}

/* Returns Python's main function; NULL where its DLL is missing or damaged. */
static python_main load_python(void)
{
    DWORD length = GetModuleFileNameW(NULL, path, PATH_ROOM);
    wchar_t *name = length ? wcsrchr(path, L'\\') : NULL;
    if (name == NULL || (size_t)(name - path) + wcslen(L"\\lib\\" PYTHON_DLL) >= PATH_ROOM)
        return NULL;
    wcscpy(name, L"\\lib\\" PYTHON_DLL);
    SetDllDirectoryW(L""); /* never a DLL from the folder that the user happens to be in */
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    return python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, wchar_t *line, int show)
{
    (void)instance, (void)before, (void)line, (void)show;
    python_main run = load_python();
    if (run == NULL)
        return fail(L"Files of this program are missing or damaged. Please install it again.\n\n"
                    L"Dateien dieses Programms fehlen oder sind besch\u00e4digt. Bitte installieren Sie es neu.");
    int given = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &given);
    if (arguments == NULL || given < 1)
        return fail(L"The command line cannot be read.");
    wchar_t **all = LocalAlloc(LPTR, (size_t)(given + OUR_COUNT + 1) * sizeof *all);
    if (all == NULL)
        return fail(L"There is not enough memory.");
    all[0] = arguments[0];
    for (int i = 0; i < OUR_COUNT; i++)
        all[1 + i] = (wchar_t *)OURS[i];
    for (int i = 1; i < given; i++)
        all[OUR_COUNT + i] = arguments[i];
    return run(given + OUR_COUNT, all);
}
