using System.Text;
using Esb.RuntimeNode.Functions;

namespace Esb.Tests.RuntimeNode;

public sealed class ContainerLogFileTests : IDisposable
{
    readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("esb-log-").FullName, "echo-1.log");
    readonly ContainerLogFile _file;
    readonly List<string> _lines = [];

    public ContainerLogFileTests() => _file = new(_path);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    long Read(bool toTheEnd = false) => _file.Read(toTheEnd, _lines.Add);

    [Fact]
    public void A_file_that_is_not_there_yet_has_no_lines()
    {
        Assert.Equal(0, Read());
        Assert.Empty(_lines);
    }

    [Fact]
    public void A_line_comes_when_it_is_whole_and_the_last_one_at_the_end()
    {
        File.AppendAllText(_path, "one\ntw");
        Read();
        Assert.Equal(["one"], _lines);
        File.AppendAllText(_path, "o\nthree");
        Read();
        Assert.Equal(["one", "two"], _lines);

        Read(toTheEnd: true);

        Assert.Equal(["one", "two", "three"], _lines);
    }

    [Fact]
    public void A_burst_that_is_longer_than_the_file_shall_be_is_read_whole_and_the_file_is_started_anew()
    {
        var burst = Enumerable.Range(0, 3 * 1024).Select(number => $"{number}".PadRight(1024)).ToList();
        File.WriteAllLines(_path, burst);

        Assert.Equal(0, Read());
        Assert.Equal(0, new FileInfo(_path).Length);
        File.AppendAllText(_path, "after it\n");
        Read();

        Assert.Equal([.. burst, "after it"], _lines);
    }

    [Fact]
    public void A_long_file_stays_until_its_last_line_is_whole()
    {
        var line = new string('x', ContainerLogFile.LongestFile / 2);
        File.AppendAllText(_path, $"{line}\n{line}\n{line}\nwai");
        Read();
        File.AppendAllText(_path, "ted for\n");

        Assert.Equal(0, Read());

        Assert.Equal([line, line, line, "waited for"], _lines);
        Assert.Equal(0, new FileInfo(_path).Length);
    }

    [Fact]
    public void A_line_that_is_longer_than_the_file_shall_be_comes_in_pieces()
    {
        File.AppendAllText(_path, new string('x', ContainerLogFile.LongestFile + 1) + "\nnext\n");

        Assert.Equal(0, Read());

        Assert.Equal([new string('x', ContainerLogFile.LongestFile), "x", "next"], _lines);
    }

    [Fact]
    public void What_is_more_than_can_be_read_is_dropped_and_counted()
    {
        using (var file = File.Create(_path))
        {
            var line = Encoding.ASCII.GetBytes(new string('x', ContainerLogFile.LongestFile - 1) + "\n");
            for (var bytes = 0L; bytes < ContainerLogFile.LongestRead; bytes += line.Length)
                file.Write(line);
            file.Write("not read\n"u8);
        }

        Assert.Equal("not read\n".Length, Read());

        Assert.Equal(0, new FileInfo(_path).Length);
        Assert.DoesNotContain("not read", _lines);
    }
}
