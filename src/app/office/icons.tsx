import BellOutlined from '@ant-design/icons/es/icons/BellOutlined';
import GlobalOutlined from '@ant-design/icons/es/icons/GlobalOutlined';
import HomeOutlined from '@ant-design/icons/es/icons/HomeOutlined';
import MenuFoldOutlined from '@ant-design/icons/es/icons/MenuFoldOutlined';
import MenuOutlined from '@ant-design/icons/es/icons/MenuOutlined';
import MenuUnfoldOutlined from '@ant-design/icons/es/icons/MenuUnfoldOutlined';
import SwapOutlined from '@ant-design/icons/es/icons/SwapOutlined';
import SyncOutlined from '@ant-design/icons/es/icons/SyncOutlined';
import UserOutlined from '@ant-design/icons/es/icons/UserOutlined';

export {
  BellOutlined as BellIcon,
  GlobalOutlined as LanguageIcon,
  HomeOutlined as HomeIcon,
  MenuFoldOutlined as FoldIcon,
  MenuOutlined as MenuIcon,
  MenuUnfoldOutlined as UnfoldIcon,
  SwapOutlined as SwapIcon,
  SyncOutlined as WorkIcon,
  UserOutlined as PersonIcon,
};
