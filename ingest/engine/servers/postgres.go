package servers

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Password is that of the user jamlik of every server.
const Password = "löneskillnad 'x' %2f"

// PostgreSQL starts a server whose owner is the user jamlik, with a database of that name.
func (g *Group) PostgreSQL() (*Server, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	s, err := g.server("postgres")
	if err != nil {
		return nil, err
	}
	template := filepath.Join(g.dir, "postgres-template")
	credential, err := unprivileged()
	if err != nil {
		return nil, err
	}
	as := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(name, args...)
		c.Dir = s.dir
		c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TZ=UTC")
		c.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
		return c
	}
	if credential != nil {
		if err := os.Chown(s.dir, int(credential.Uid), int(credential.Gid)); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat(template); err != nil {
		if err := makeTemplate(filepath.Join(bin, "initdb"), template, credential, as); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(s.dir, "data")
	if err := run(exec.Command("cp", "-a", template, data)); err != nil {
		return nil, err
	}
	s.command = func() *exec.Cmd {
		args := []string{"-D", data, "-p", strconv.Itoa(s.Port)}
		for _, set := range []string{"listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "full_page_writes=off", "autovacuum=off",
			"wal_level=minimal", "max_wal_senders=0", "max_wal_size=2GB", "shared_buffers=64MB", "max_connections=40", "dynamic_shared_memory_type=mmap", "ssl=on",
			"ssl_cert_file=" + filepath.Join(g.dir, "server.crt"), "ssl_key_file=" + filepath.Join(data, "server.key"), "log_min_messages=log", "log_error_verbosity=terse"} {
			args = append(args, "-c", set)
		}
		return as(filepath.Join(bin, "postgres"), args...)
	}
	s.answers = func() error { return answers("pgx", s.PostgresDSN("postgres")) }
	if err := s.Start(); err != nil {
		return nil, err
	}
	db, err := sql.Open("pgx", s.PostgresDSN("postgres"))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	_, err = db.Exec("CREATE DATABASE jamlik")
	return s, err
}

// PostgresDSN returns the address of a database of the server, with the password.
func (s *Server) PostgresDSN(database string) string {
	quoted := strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(Password)
	return fmt.Sprintf("host=127.0.0.1 port=%d user=jamlik dbname=%s sslmode=prefer password='%s'", s.Port, database, quoted)
}

// makeTemplate makes the data directory that those of all servers are copies of.
func makeTemplate(initdb, template string, credential *syscall.Credential, as func(string, ...string) *exec.Cmd) error {
	dir := filepath.Dir(template)
	cert, key, err := certificate(dir)
	if err != nil {
		return err
	}
	password := filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte(Password+"\n"), 0o644); err != nil {
		return err
	}
	if err := os.Mkdir(template, 0o700); err != nil {
		return err
	}
	if credential != nil {
		if err := os.Chown(template, int(credential.Uid), int(credential.Gid)); err != nil {
			return err
		}
	}
	if err := run(as(initdb, "-D", template, "-U", "jamlik", "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256", "--pwfile", password, "--no-sync")); err != nil {
		return err
	}
	// The key must be its owner's alone.
	own := filepath.Join(template, "server.key")
	if err := os.WriteFile(own, key, 0o600); err != nil {
		return err
	}
	if credential != nil {
		if err := os.Chown(own, int(credential.Uid), int(credential.Gid)); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "server.crt"), cert, 0o644)
}

// postgresBin returns the directory of the newest server that is installed. Debian keeps them out of PATH.
func postgresBin() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", fmt.Errorf("PostgreSQL (Debian: postgresql) is %w", ErrAbsent)
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		return n
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(found[len(found)-1]), nil
}

// unprivileged returns whom a server runs as that refuses root: nil where the tests do not run as root.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// answers tells whether a server takes queries.
func answers(driver, dsn string) error {
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	return db.PingContext(ctx)
}
