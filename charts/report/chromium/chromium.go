// Package chromium prints pages of HTML as PDF with the Chromium that is installed: tagged, with title, language and outline. The browser is driven
// over a pair of pipes, has a profile of its own that is thrown away, runs no script, and reaches no network.
//
//	path, err := chromium.Find()
//	if err != nil {
//		return err
//	}
//	b, err := chromium.Start(ctx, path, "")
//	if err != nil {
//		return err
//	}
//	defer b.Close()
//	pdf, err := b.PDF(ctx, "/home/me/out/rapport.html")
package chromium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Variable is the environment variable that names the browser to use.
const Variable = "JAMLIK_CHROMIUM"

// names are the commands that are looked for, in this order.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// ErrNotFound is that no browser is installed.
var ErrNotFound = fmt.Errorf("no %s is installed, and %s names none", strings.Join(names[:3], ", "), Variable)

// Find returns the path of the browser: the one that the environment names, or the first that is in PATH.
func Find() (string, error) {
	if name := os.Getenv(Variable); name != "" {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", fmt.Errorf("%s: %w", Variable, err)
		}
		return path, nil
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNotFound
}

// Browser is a running browser. One goroutine may use it at a time.
type Browser struct {
	Version string // as it says itself: "Chrome/140.0.7339.127"

	cmd     *exec.Cmd
	conn    *connection
	profile string
	log     *tail
	done    chan struct{} // closed once the browser has ended
	once    sync.Once
}

// arguments are what the browser is started with. It keeps to the files that it is given.
func arguments(profile string) []string {
	args := []string{
		"--headless", "--remote-debugging-pipe", "--user-data-dir=" + profile, "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-domain-reliability", "--disable-sync",
		"--disable-client-side-phishing-detection", "--disable-breakpad", "--disable-quic", "--metrics-recording-only", "--mute-audio",
		"--no-default-browser-check", "--no-first-run", "--no-pings", "--no-service-autorun", "--password-store=basic", "--use-mock-keychain",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--lang=en-US",
	}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // which it refuses to make for root
	}
	return append(args, "about:blank")
}

// startDeadline is how long a browser may take to answer at all.
const startDeadline = time.Minute

// Start starts a browser, which has its profile in a new directory below dir, or below that of temporary files where dir is empty. It ends when the
// context does, or by Close, which must follow.
func Start(ctx context.Context, path, dir string) (*Browser, error) {
	profile, err := os.MkdirTemp(dir, "jamlik-print-")
	if err != nil {
		return nil, err
	}
	b := &Browser{profile: profile, log: &tail{}, done: make(chan struct{})}
	commands, fromUs, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(profile))
	}
	toUs, answers, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, commands.Close(), fromUs.Close(), os.RemoveAll(profile))
	}
	b.cmd = exec.CommandContext(ctx, path, arguments(profile)...)
	b.cmd.ExtraFiles = []*os.File{commands, answers} // its descriptors 3 and 4
	b.cmd.Stdout, b.cmd.Stderr = b.log, b.log
	b.cmd.Env = append(os.Environ(), "HOME="+profile, "XDG_CONFIG_HOME="+profile, "XDG_CACHE_HOME="+profile, "DBUS_SESSION_BUS_ADDRESS=disabled:")
	b.cmd.Cancel = func() error { return killGroup(b.cmd) }
	b.cmd.WaitDelay = 5 * time.Second
	ownGroup(b.cmd)
	err = b.cmd.Start()
	_ = commands.Close() // the child's ends
	_ = answers.Close()
	b.conn = newConnection(fromUs, toUs)
	if err != nil {
		b.conn.close()
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), os.RemoveAll(profile))
	}
	go func() {
		_ = b.cmd.Wait() // how it ended is told by what it left unanswered
		close(b.done)
	}()
	var v struct {
		Product string `json:"product"`
	}
	ctx, cancel := context.WithTimeout(ctx, startDeadline)
	defer cancel()
	if err := b.conn.call(ctx, "", "Browser.getVersion", nil, &v); err != nil {
		return nil, errors.Join(b.explain(ctx, err), b.Close())
	}
	b.Version = v.Product
	return b, nil
}

// explain adds to an error what the browser said last.
func (b *Browser) explain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("the browser did not answer in time: %w", ctx.Err())
	}
	select {
	case <-b.done: // now all that it said has come
	case <-time.After(time.Second):
	}
	if said := b.log.String(); said != "" {
		return fmt.Errorf("%w; the browser says: %s", err, said)
	}
	return err
}

// Close ends the browser with all its processes and removes its profile.
func (b *Browser) Close() error {
	var err error
	b.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		_ = b.conn.call(ctx, "", "Browser.close", nil, nil) // politely; it may have ended before it answers
		b.conn.close()
		select {
		case <-b.done:
		case <-ctx.Done():
		}
		_ = killGroup(b.cmd) // whatever has stayed behind
		<-b.done
		removeSockets(b.profile)
		err = os.RemoveAll(b.profile)
	})
	return err
}

// removeSockets removes the directory of temporary files in which a browser that could not end by itself has left its socket. The profile leads to it.
func removeSockets(profile string) {
	socket, err := os.Readlink(filepath.Join(profile, "SingletonSocket"))
	if dir := filepath.Dir(socket); err == nil && strings.Contains(filepath.Base(dir), "org.chromium.") {
		_ = os.RemoveAll(dir) // as good as can be: nothing of ours is in it
	}
}

// tail keeps the end of what is written to it.
type tail struct {
	mu sync.Mutex
	b  []byte
}

const maxTail = 2000

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	t.b = t.b[max(0, len(t.b)-maxTail):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.b))
}
