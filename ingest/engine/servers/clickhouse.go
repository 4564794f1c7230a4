package servers

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	_ "github.com/ClickHouse/clickhouse-go/v2" // the driver "clickhouse"
)

// ClickHouse starts servers that know each other as the shards of the cluster "shards". Their user jamlik may do everything, the user reader, of the same password, reads
// and cannot change a setting.
func (g *Group) ClickHouse(shards int) ([]*Server, error) {
	binary, err := exec.LookPath("clickhouse-server")
	if err != nil {
		return nil, fmt.Errorf("ClickHouse (Debian: clickhouse-server) is %w", ErrAbsent)
	}
	cert, key, err := certificate(g.dir)
	if err != nil {
		return nil, err
	}
	var servers []*Server
	var cluster strings.Builder
	for range shards {
		s, err := g.server("clickhouse")
		if err != nil {
			return nil, err
		}
		servers = append(servers, s)
		fmt.Fprintf(&cluster, "<shard><replica><host>127.0.0.1</host><port>%d</port><user>jamlik</user><password>%s</password></replica></shard>", s.Port, escaped(Password))
	}
	for _, s := range servers {
		files := map[string]string{"config.xml": fmt.Sprintf(clickhouseConfig, escaped(s.dir), s.Port, s.TLSPort, cluster.String(), s.HTTPPort),
			"users.xml": fmt.Sprintf(clickhouseUsers, escaped(Password)), "server.crt": string(cert), "server.key": string(key)}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
				return nil, err
			}
		}
		s.command = func() *exec.Cmd {
			c := exec.Command(binary, "--config-file="+filepath.Join(s.dir, "config.xml"))
			c.Dir = s.dir
			c.Env = append(os.Environ(), "TZ=UTC")
			return c
		}
		s.answers = func() error { return answers("clickhouse", s.ClickHouseDSN("jamlik")) }
		if err := s.Start(); err != nil {
			return nil, err
		}
	}
	return servers, nil
}

// ClickHouseDSN returns the address of the server for a user, with the password.
func (s *Server) ClickHouseDSN(user string) string {
	u := url.URL{Scheme: "clickhouse", Host: fmt.Sprintf("127.0.0.1:%d", s.Port), User: url.UserPassword(user, Password), Path: "/default"}
	return u.String()
}

// Do runs a statement by HTTP, as the native protocol does not take an INSERT with its rows in the text.
func (s *Server) Do(statement string) error {
	r, err := http.Post(fmt.Sprintf("http://127.0.0.1:%d/?user=jamlik&password=%s", s.HTTPPort, url.QueryEscape(Password)), "text/plain", strings.NewReader(statement))
	if err != nil {
		return err
	}
	defer r.Body.Close()
	said, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", statement, said)
	}
	return err
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

const clickhouseConfig = `<yandex>
<logger><level>information</level><log>%[1]s/log</log><errorlog>%[1]s/errors</errorlog></logger>
<listen_host>127.0.0.1</listen_host><tcp_port>%[2]d</tcp_port><tcp_port_secure>%[3]d</tcp_port_secure><http_port>%[5]d</http_port>
<openSSL><server><certificateFile>%[1]s/server.crt</certificateFile><privateKeyFile>%[1]s/server.key</privateKeyFile><verificationMode>none</verificationMode><loadDefaultCAFile>false</loadDefaultCAFile></server></openSSL>
<path>%[1]s/data/</path><tmp_path>%[1]s/tmp/</tmp_path><user_files_path>%[1]s/files/</user_files_path><users_config>%[1]s/users.xml</users_config>
<default_profile>default</default_profile><default_database>default</default_database><mark_cache_size>67108864</mark_cache_size><timezone>UTC</timezone>
<remote_servers><shards>%[4]s</shards></remote_servers>
</yandex>
`

const clickhouseUsers = `<yandex>
<profiles><default><max_memory_usage>2000000000</max_memory_usage></default><reader><readonly>1</readonly></reader></profiles>
<users>
<jamlik><password>%[1]s</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></jamlik>
<reader><password>%[1]s</password><networks><ip>127.0.0.1</ip></networks><profile>reader</profile><quota>default</quota></reader>
</users>
<quotas><default></default></quotas>
</yandex>
`
