using TestProcess;

// A program for tests of processes and locks: each command does one thing that a test needs another process for.
return args switch
{
    ["echo", .. var words] => Echo(words),
    ["fail", var code] => Fail(code),
    ["env", var name] => Echo([Environment.GetEnvironmentVariable(name) ?? "(unset)"]),
    ["sleep", var seconds] => await SleepAsync(seconds),
    ["lock", .. var rest] => await LockCommands.RunAsync(rest),
    ["bake", var directory, var docker, var target, var version] => await BakeCommand.RunAsync(directory, docker, target, version),
    ["generate", var directory, var count, var times, .. var versions] => await GenerateCommand.RunAsync(directory, count, times, versions),
    ["cache", .. var rest] => await CacheCommands.RunAsync(rest),
    _ => Usage(),
};

static int Echo(string[] words)
{
    Console.WriteLine(string.Join('\n', words));
    return 0;
}

static int Fail(string code)
{
    Console.Error.WriteLine($"failing with {code}");
    return int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
}

static async Task<int> SleepAsync(string seconds)
{
    Console.WriteLine("sleeping");
    await Task.Delay(TimeSpan.FromSeconds(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine($"commands: echo WORD…, fail CODE, env NAME, sleep SECONDS, {LockCommands.Usage}, {CacheCommands.Usage}, {GenerateCommand.Usage}, bake DIRECTORY DOCKER TARGET VERSION");
    return 64;
}
