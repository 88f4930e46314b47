// Build servers that are recognised, with branch and commit; what else NUKE knows of them isn't used here.

namespace Nuke.Common.CI.AppVeyor
{
    public class AppVeyor : Host, IBuildServer
    {
        internal AppVeyor()
        {
        }

        public static new AppVeyor Instance => Host.Instance as AppVeyor;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("APPVEYOR_REPO_BRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("APPVEYOR_REPO_COMMIT");
    }
}

namespace Nuke.Common.CI.AzurePipelines
{
    public class AzurePipelines : Host, IBuildServer
    {
        internal AzurePipelines()
        {
        }

        public static new AzurePipelines Instance => Host.Instance as AzurePipelines;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("BUILD_SOURCEBRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("BUILD_SOURCEVERSION");
    }
}

namespace Nuke.Common.CI.Bamboo
{
    public class Bamboo : Host, IBuildServer
    {
        internal Bamboo()
        {
        }

        public static new Bamboo Instance => Host.Instance as Bamboo;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("bamboo_planRepository_branch");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("bamboo_planRepository_revision");
    }
}

namespace Nuke.Common.CI.Bitbucket
{
    public class Bitbucket : Host, IBuildServer
    {
        internal Bitbucket()
        {
        }

        public static new Bitbucket Instance => Host.Instance as Bitbucket;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("BITBUCKET_BRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("BITBUCKET_COMMIT");
    }
}

namespace Nuke.Common.CI.Bitrise
{
    public class Bitrise : Host, IBuildServer
    {
        internal Bitrise()
        {
        }

        public static new Bitrise Instance => Host.Instance as Bitrise;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("BITRISE_GIT_BRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("GIT_CLONE_COMMIT_HASH");
    }
}

namespace Nuke.Common.CI.GitLab
{
    public class GitLab : Host, IBuildServer
    {
        internal GitLab()
        {
        }

        public static new GitLab Instance => Host.Instance as GitLab;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("CI_COMMIT_REF_NAME");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("CI_COMMIT_SHA");
    }
}

namespace Nuke.Common.CI.Jenkins
{
    public class Jenkins : Host, IBuildServer
    {
        internal Jenkins()
        {
        }

        public static new Jenkins Instance => Host.Instance as Jenkins;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("GIT_BRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("GIT_COMMIT");
    }
}

namespace Nuke.Common.CI.SpaceAutomation
{
    public class SpaceAutomation : Host, IBuildServer
    {
        internal SpaceAutomation()
        {
        }

        public static new SpaceAutomation Instance => Host.Instance as SpaceAutomation;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("JB_SPACE_GIT_BRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("JB_SPACE_GIT_REVISION");

        internal override bool HasTimestamps => false;
    }
}

namespace Nuke.Common.CI.TeamCity
{
    public class TeamCity : Host, IBuildServer
    {
        internal TeamCity()
        {
        }

        public static new TeamCity Instance => Host.Instance as TeamCity;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("BUILD_VCS_BRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("BUILD_VCS_NUMBER");

        internal override bool HasTimestamps => false;
    }
}

namespace Nuke.Common.CI.TravisCI
{
    public class TravisCI : Host, IBuildServer
    {
        internal TravisCI()
        {
        }

        public static new TravisCI Instance => Host.Instance as TravisCI;
        string IBuildServer.Branch => System.Environment.GetEnvironmentVariable("TRAVIS_BRANCH");
        string IBuildServer.Commit => System.Environment.GetEnvironmentVariable("TRAVIS_COMMIT");
    }
}
