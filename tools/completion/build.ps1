# Completion of ./build.ps1, ./build.cmd and ./build.sh in PowerShell: dot-source it in $PROFILE.

# The first group of each match in those of the files that there are.
function Find-BuildWords([string[]] $Files, [string] $Pattern) {
    $Files | Where-Object { $_ -and (Test-Path -LiteralPath $_) } | ForEach-Object { [regex]::Matches((Get-Content -Raw -LiteralPath $_), $Pattern) } | ForEach-Object { $_.Groups[1].Value }
}

# What GenerateFunctions left in the folder of each environment.
function Get-GeneratedFiles([string] $Root, [string] $Path) {
    Get-ChildItem -Force -LiteralPath $Root -Filter '.*' -Directory | ForEach-Object { Get-ChildItem -LiteralPath $_.FullName -Directory } |
        ForEach-Object { Join-Path $_.FullName $Path } | Where-Object { Test-Path -LiteralPath $_ }
}

# Names of functions of the last GenerateFunctions; the template's where there was none.
function Get-BuildFunctions([string] $Root, [string] $Pattern) {
    $files = Get-GeneratedFiles $Root 'config/functions.yml'
    if ($files) { Find-BuildWords $files $Pattern } else { Find-BuildWords "$Root/e2e/fixtures/template.yaml" '(?m)^ *FunctionName: *([A-Za-z0-9_-]+)' }
}

function Get-BuildWords([string] $Root, [string[]] $Typed) {
    # What is not in the schema is nothing, in a strict session too.
    Set-StrictMode -Off
    $file = Join-Path $Root '.nuke/build.schema.json'
    if (-not (Test-Path -LiteralPath $file)) { return }
    $schema = Get-Content -Raw -LiteralPath $file | ConvertFrom-Json
    $dashed = { param($name) '--' + ($name -creplace '(?<=[^A-Z])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])', '-').ToLowerInvariant() }
    $parameters = [ordered]@{}
    foreach ($group in @($schema.allOf[0].properties, $schema.definitions.NukeBuild.properties)) {
        foreach ($property in $group.PSObject.Properties) { $parameters[(& $dashed $property.Name)] = $property.Value }
    }

    $option = $null
    $count = 0
    foreach ($word in $Typed) {
        if ($word.StartsWith('--')) { $option = $word; $count = 0 } else { $count++ }
    }

    $known = if ($option) { $parameters[$option] }
    $many = $known -and @($known.type) -contains 'array'
    $wants = $known -and -not (@($known.type) -contains 'boolean') -and ($count -eq 0 -or $many)
    if ($wants) {
        $reference = if ($known.'$ref') { $known.'$ref' } elseif ($many) { $known.items.'$ref' }
        if ($known.enum) { $known.enum | ForEach-Object { if ($option -eq '--configuration') { $_ } else { $_.ToLowerInvariant() } } }
        elseif ($reference) { $schema.definitions.($reference -replace '.*/').enum }
        else {
            switch ($option) {
                '--e2e-profiles' { Find-BuildWords "$Root/e2e/profiles.yml" '(?m)(?<=^profiles:[\s\S]*)^  ([a-z][a-z0-9-]*):' }
                '--suites' {
                    Find-BuildWords "$Root/e2e/profiles.yml" '(?m)^ *suites: *\[([^\]]*)\]' | ForEach-Object { $_ -split ',' } | ForEach-Object { $_.Trim() }
                }
                '--bake-targets' {
                    Find-BuildWords "$Root/docker-bake.hcl" '(?m)^(?:target|group) "([A-Za-z0-9][\w.-]*)"'
                    Find-BuildWords (Get-GeneratedFiles $Root 'functions/docker-bake.functions.json') '"(fn-[A-Za-z0-9_-]+|[a-z0-9]+-functions)": *\{'
                }
                '--service' {
                    Find-BuildWords "$Root/docker-compose.docker.yml", "$Root/docker-compose.containerd.yml" '(?m)(?<=^services:\s*\n(?:[^a-z\n].*\n|\n)*)^  ([a-z][a-z0-9-]*):'
                    Get-BuildFunctions $Root '(?m)^  ([A-Za-z0-9_-]+):'
                }
                '--function' { Get-BuildFunctions $Root '(?m)^  (?:  logicalId: *)?([A-Za-z0-9_-]+)(?::|\s*$)' }
            }
        }
    }
    if (-not $option) { $schema.definitions.ExecutableTarget.enum }
    if (-not $wants -or $many) { $parameters.Keys }
}

Register-ArgumentCompleter -Native -CommandName build.ps1, build.cmd, build.sh, './build.ps1', './build.sh', '.\build.ps1', '.\build.cmd' -ScriptBlock {
    param($word, $command, $cursor)
    $typed = @($command.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })
    $root = Split-Path -Parent $command.GetCommandName()
    if (-not $root) { $root = '.' }
    Get-BuildWords $root $typed | Select-Object -Unique | Where-Object { $_ -like "$word*" } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
