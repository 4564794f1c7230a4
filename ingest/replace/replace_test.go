//go:build linux || darwin

package replace

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func root(t *testing.T) (*os.Root, string) {
	t.Helper()
	dir := t.TempDir()
	r, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r, dir
}

func TestLockIsHeldByOne(t *testing.T) {
	r, dir := root(t)
	first, err := Lock(r, ".lock")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.WriteString("mine"); err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(r, ".lock"); !errors.Is(err, ErrHeld) {
		t.Errorf("the lock is held and taken again: %v", err)
	}
	other, err := Lock(r, ".other")
	if err != nil {
		t.Errorf("a lock of another name: %v", err)
	} else if err := other.Close(); err != nil {
		t.Error(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	// Who ended without clearing away leaves the file, with what is in it, and no lock.
	again, err := Lock(r, ".lock")
	if err != nil {
		t.Fatalf("after the first has closed it: %v", err)
	}
	defer again.Close()
	if b, err := os.ReadFile(filepath.Join(dir, ".lock")); err != nil || string(b) != "mine" {
		t.Errorf("the file holds %q, %v", b, err)
	}
}

// A file that its holder renames or removes while another waits at the door is not what the other gets.
func TestLockIsOfTheFileThatIsThere(t *testing.T) {
	r, dir := root(t)
	for name, end := range map[string]func(path string) error{
		"removed": os.Remove,
		"renamed": func(path string) error { return os.Rename(path, path+".whole") },
	} {
		for range 200 {
			first, err := Lock(r, ".lock")
			if err != nil {
				t.Fatal(err)
			}
			done := make(chan error)
			go func() {
				err := end(filepath.Join(dir, ".lock"))
				done <- errors.Join(err, first.Close())
			}()
			second, err := Lock(r, ".lock")
			for errors.Is(err, ErrHeld) {
				second, err = Lock(r, ".lock")
			}
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if err != nil {
				t.Fatal(err)
			}
			mine, err := second.Stat()
			if err != nil {
				t.Fatal(err)
			}
			if there, err := os.Stat(filepath.Join(dir, ".lock")); err != nil || !os.SameFile(mine, there) {
				t.Fatalf("%s: the lock is of another file, %v", name, err)
			}
			if err := second.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestLockRefusesWhatIsNoFile(t *testing.T) {
	r, dir := root(t)
	if err := os.Mkdir(filepath.Join(dir, "dir"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "letter.txt"), []byte("Dear Sir"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("letter.txt", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"dir", "link", "../outside", "none/lock"} {
		if f, err := Lock(r, name); err == nil || errors.Is(err, ErrHeld) {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
	if b, err := os.ReadFile(filepath.Join(dir, "letter.txt")); err != nil || string(b) != "Dear Sir" {
		t.Errorf("what a link led to holds %q, %v", b, err)
	}
}

func TestSwapExchangesBothOrNothing(t *testing.T) {
	_, dir := root(t)
	for _, name := range []string{"old", "new"} {
		if err := errors.Join(os.Mkdir(filepath.Join(dir, name), 0o777), os.WriteFile(filepath.Join(dir, name, "in"), []byte(name), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	d, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	holds := func(name, want string) {
		t.Helper()
		if b, err := os.ReadFile(filepath.Join(dir, name, "in")); err != nil || string(b) != want {
			t.Errorf("%s holds %q, %v, want %q", name, b, err, want)
		}
	}
	switch err := Swap(d, "new", "old"); {
	case runtime.GOOS == "linux" && err == nil:
		holds("old", "new")
		holds("new", "old")
		if err := Swap(d, "new", "old"); err != nil {
			t.Fatal(err)
		}
	case !errors.Is(err, errors.ErrUnsupported):
		t.Fatal(err)
	}
	if err := Swap(d, "new", "none"); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("with what is not there: %v", err)
	}
	if err := Swap(d, "none", "old"); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("of what is not there: %v", err)
	}
	holds("old", "old")
	holds("new", "new")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("there is %v, %v", left, err)
	}
}

func TestMountPoint(t *testing.T) {
	_, dir := root(t)
	if err := os.Mkdir(filepath.Join(dir, "inner"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{filepath.Join(dir, "inner"), filepath.Join(dir, "none"), "/"} {
		if MountPoint(name) {
			t.Errorf("%s is a file system of its own", name)
		}
	}
	if runtime.GOOS == "linux" && !MountPoint("/proc") {
		t.Error("/proc is no file system of its own")
	}
}
