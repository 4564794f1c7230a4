// Package hive is a driver of database/sql for the protocol of HiveServer2, in which Spark's Thrift server is spoken to: with TLS or without, with a password (SASL PLAIN) or
// without any. Answers of types that it does not know, and those that are not whole, are errors.
//
// The messages are those of github.com/beltran/gohive/hiveserver. Its own client lets neither a frozen server nor a call that is called off end, so that this one stands beside it.
package hive

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

func init() { sql.Register("hive2", Driver{}) }

// Driver opens connections by their address.
type Driver struct{}

// Open connects.
func (d Driver) Open(dsn string) (driver.Conn, error) {
	c, err := Parse(dsn)
	if err != nil {
		return nil, err
	}
	return c.Connect(context.Background())
}

// Config is where a server is, and how it is spoken to.
type Config struct {
	Host           string // with the port
	User, Password string
	Database       []string // its catalog before it where it has one; empty is the server's own
	Plain          bool     // to begin with SASL PLAIN, as servers take it that do not say NOSASL
	TLS            *tls.Config
	// Settings are set in each session, in their order: SET name=value.
	Settings [][2]string
}

var _ driver.Connector = (*Config)(nil)

// Parse reads an address: hive2://user:password@host:10000/database?ssl=true. Further words after the question mark are auth (plain, or nosasl) and sslrootcert (a file
// with the certificates to trust). No error holds any of it.
func Parse(dsn string) (*Config, error) {
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme != "hive2" || u.Hostname() == "" || u.Opaque != "" || u.Fragment != "" {
		return nil, errors.New("it is not of the form hive2://user:password@host:10000/database")
	}
	c := &Config{Host: u.Host, User: u.User.Username(), Plain: true}
	if u.Port() == "" {
		c.Host += ":10000"
	}
	c.Password, _ = u.User.Password()
	if c.User == "" {
		c.User = "anonymous" // who it is that Spark takes nobody for
	}
	if strings.ContainsRune(c.User+c.Password, 0) {
		return nil, errors.New("the user or the password has a NUL")
	}
	if path := strings.Trim(u.Path, "/"); path != "" {
		c.Database = strings.Split(path, "/")
	}
	words, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, errors.New("what is after its question mark cannot be read")
	}
	trusted, secure := "", false
	for word, values := range words {
		switch value := strings.ToLower(values[0]); {
		case word == "auth" && value == "kerberos":
			return nil, errors.New("its auth is Kerberos, which is not spoken, only plain and nosasl")
		case word == "auth" && (value == "plain" || value == "nosasl"):
			c.Plain = value == "plain"
		case word == "ssl" && (value == "true" || value == "false"):
			secure = value == "true"
		case word == "sslrootcert":
			trusted = values[0]
		default:
			return nil, fmt.Errorf("it has %s, which is not auth=plain, auth=nosasl, ssl=true, ssl=false or sslrootcert=FILE, after its question mark", word)
		}
	}
	if secure {
		c.TLS = &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}
	}
	if trusted == "" {
		return c, nil
	}
	if !secure {
		return nil, errors.New("it has sslrootcert without ssl=true")
	}
	pem, err := os.ReadFile(trusted)
	if err != nil {
		return nil, errors.New("the file of its sslrootcert cannot be read")
	}
	c.TLS.RootCAs = x509.NewCertPool()
	if !c.TLS.RootCAs.AppendCertsFromPEM(pem) {
		return nil, errors.New("the file of its sslrootcert has no certificate in PEM")
	}
	return c, nil
}

// Driver is what [driver.Connector] asks for.
func (c *Config) Driver() driver.Driver { return Driver{} }

// Quote writes a name: https://spark.apache.org/docs/latest/sql-ref-identifier.html.
func Quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }
